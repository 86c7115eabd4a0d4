"""What the home page shows of the pieces, in one query."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language

from articles.models import Article, Kind, Language

LATEST = 6
REPORTS = [Kind.SPECIAL_REPORT, Kind.EXCLUSIVE_REPORT]
REPORTS_SHOWN = 3


@dataclass(frozen=True)
class Front:
    lead: Article | None
    latest: list[Article]
    reports: list[Article]
    #: The newest piece in each language that is not the page's, by the English names of languages.
    others: list[Article]

    @property
    def pieces(self) -> list[Article]:
        lead = [self.lead] if self.lead else []
        return [*lead, *self.latest, *self.reports, *self.others]


def front() -> Front:
    """The lead is the newest piece in the page's language; without one, of all."""
    language = get_language()
    newest = list(_candidates(language))
    own = [piece for piece in newest if piece.language == language]
    lead, *following = own or newest[:1] or [None]
    reports = [piece for piece in following if piece.kind in REPORTS][:REPORTS_SHOWN]
    return Front(
        lead=lead,
        latest=[piece for piece in following if piece not in reports][:LATEST],
        reports=reports,
        others=_one_for_each_language(
            piece for piece in newest if piece not in own and piece != lead
        ),
    )


def _candidates(language: str) -> QuerySet[Article]:
    """Newest first. Each part starts in an index, so that the cost does not grow with the archive."""
    published = Article.objects.published().order_by("-published_at", "-pk").values("pk")
    # So many that the latest fill their block, even if all reports are among them.
    own = published.filter(language=language)
    parts = [own[: 1 + LATEST + REPORTS_SHOWN]]
    parts += [own.filter(kind=kind)[: 1 + REPORTS_SHOWN] for kind in REPORTS]
    parts += [published.filter(language=other)[:2] for other in Language if other != language]
    found = Article.objects.published().with_cards().filter(pk__in=parts[0].union(*parts[1:]))
    return found.order_by("-published_at", "-pk")


def _one_for_each_language(newest) -> list[Article]:
    by_language: dict[str, Article] = {}
    for piece in newest:
        by_language.setdefault(piece.language, piece)
    return [by_language[language] for language in Language if language in by_language]
