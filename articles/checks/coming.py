"""Check of what the links say: no title comes to readers before its piece does."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.checks.addresses import named_pieces
from articles.checks.facts import Facts
from articles.checks.findings import Finding
from articles.checks.subjects import Subject
from articles.models import Article
from ccsis.lib.richtext.pieces import pieces_of
from ccsis.workflow.transitions import Refused

#: How the addresses in a text begin that name a piece by its key.
ARTICLE = "article:"


def titles_to_come(subject: Subject, facts: Facts) -> Iterator[Finding]:
    """Blocks: a link to what readers cannot see is left out, but its words stay."""
    for key, words in named_pieces(subject.pieces):
        piece = facts.unseen.get(key)
        if piece and _plain(piece.title) in _plain(words) and not _is_seen_then(piece, subject):
            text = _(
                "The words of a link are the title of a piece that readers cannot see yet: “%s”. "
                "Write other words."
            )
            # In the words of the text: not everybody may read the title itself.
            yield Finding(text % " ".join(words.split()), "body")


def refuse_named_before(article: Article) -> None:
    """Raise Refused if a piece that comes before this one has its title as the words of a link."""
    naming = Article.objects.released().filter(body__contains=f'"{ARTICLE}{article.pk}')
    for piece in naming.exclude(pk=article.pk).order_by("published_at"):
        is_before = max(piece.published_at, timezone.now()) < article.published_at
        if is_before and _names(piece, article):
            text = _(
                "“%(piece)s” comes before that, and the words of a link in it are the title of this "
                "piece. First give it another time too, or other words."
            )
            raise Refused(text % {"piece": piece})


def _names(piece: Article, article: Article) -> bool:
    return any(
        key == article.pk and _plain(article.title) in _plain(words)
        for key, words in named_pieces(pieces_of(piece.body))
    )


def _is_seen_then(piece: Article, subject: Subject) -> bool:
    """Whether it is released for a time that comes no later than the subject's."""
    from_then = max(filter(None, [subject.published_at, timezone.now()]))
    return piece.is_released and piece.published_at is not None and piece.published_at <= from_then


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
