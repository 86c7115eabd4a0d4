"""Check of what the links say: no title comes to readers before its piece does."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.checks.addresses import named_pieces
from articles.checks.facts import Facts
from articles.checks.findings import Finding
from articles.checks.subjects import Subject
from articles.models import Article


def titles_to_come(subject: Subject, facts: Facts) -> Iterator[Finding]:
    """Blocks: a link to what readers cannot see is left out, but its words stay."""
    for key, words in named_pieces(subject.pieces):
        piece = facts.unseen.get(key)
        if piece and _plain(piece.title) in _plain(words) and not _is_seen_then(piece, subject):
            text = _(
                "The words of a link are the title of a piece that readers cannot see yet: “%s”. "
                "Write other words."
            )
            yield Finding(text % piece.title, "body")


def _is_seen_then(piece: Article, subject: Subject) -> bool:
    """Whether it is released for a time that comes no later than the subject's."""
    from_then = max(filter(None, [subject.published_at, timezone.now()]))
    return piece.is_released and piece.published_at is not None and piece.published_at <= from_then


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
