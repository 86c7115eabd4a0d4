"""Series as readers may see them: parts by number, and of an unreleased piece only its announcement."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateTimeField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Kind, Series, SeriesPart

OF_THE_PIECE = ["title", "standfirst", "slug", "kind", "state", "language", "is_demo"]


@dataclass(frozen=True)
class Part:
    """One place in a series. `slug` is empty until readers may open its piece."""

    number: int
    title: str
    standfirst: str
    slug: str
    #: Of the piece, as lists mark it.
    kind: str
    state: str
    language: str
    is_demo: bool
    is_withdrawn: bool

    @property
    def url(self) -> str:
        return reverse("articles:detail", args=[self.slug]) if self.slug else ""

    @property
    def is_simulation(self) -> bool:
        return self.kind == Kind.SIMULATION

    @property
    def is_announced(self) -> bool:
        return not (self.slug or self.is_withdrawn)


@dataclass(frozen=True)
class Place:
    """Where a piece stands in a series: its own part and those around it."""

    series: Series
    part: Part
    #: How far the series is counted.
    total: int
    #: The nearest earlier part that can be read.
    previous: Part | None
    #: The next part, which may only be announced.
    following: Part | None

    @property
    def readable(self) -> list[Part]:
        """The parts that a reader can go on to from here."""
        return [part for part in (self.previous, self.following) if part and part.slug]


def for_readers() -> QuerySet[Series]:
    """Series that readers know of, each with its `part_list`, the last one to grow first. One query.

    A series grows with each piece; one without any, on the day it was announced.

    A series is known from the day it was announced, or once one of its pieces is public. Without
    such a day, a part's announced title announces the series too.
    """
    parts = SeriesPart.objects.filter(series=OuterRef("pk"))
    published = parts.filter(article__in=Article.objects.published())
    return (
        Series.objects.filter(
            Q(announced_on__lte=timezone.localdate())
            | Exists(published)
            | Q(announced_on__isnull=True) & Exists(parts.exclude(title=""))
        )
        .annotate(part_list=_part_list(parts), grown_at=_grown_at(published))
        .order_by(F("grown_at").desc(nulls_last=True), "title")
    )


def parts_of(series: Series) -> list[Part]:
    return [_part(row) for row in series.part_list]


def readable_parts(all_series: Iterable[Series]) -> list[Part]:
    """The parts of all of them that can be read."""
    return [part for series in all_series for part in parts_of(series) if part.slug]


def place_of(article: Article) -> Place | None:
    """Where a piece stands in its series; None where it is in none that readers know. One query."""
    # A piece is in one series at most.
    own = for_readers().filter(parts__article=article).annotate(own_number=F("parts__number"))
    series = own.first()
    if series is None:
        return None
    parts = parts_of(series)
    index = next(i for i, part in enumerate(parts) if part.number == series.own_number)
    readable = [part for part in parts[:index] if part.slug]
    return Place(
        series=series,
        part=parts[index],
        total=parts[-1].number,
        previous=readable[-1] if readable else None,
        following=next((part for part in parts[index + 1 :] if not part.is_withdrawn), None),
    )


def _part_list(parts: QuerySet):
    piece = OuterRef("article")
    shown = Article.objects.published().filter(pk=piece)
    withdrawn = Article.objects.withdrawn().filter(pk=piece)
    return ArraySubquery(
        parts.order_by("number").values(
            json=JSONObject(
                number="number",
                title="title",
                standfirst="standfirst",
                is_withdrawn=Exists(withdrawn),
                # Its announcement gave the title away as well.
                hides_title=Exists(withdrawn.filter(hides_title=True)),
                piece=Subquery(
                    shown.values(json=JSONObject(**{name: name for name in OF_THE_PIECE}))
                ),
            )
        )
    )


def _grown_at(published: QuerySet):
    newest = published.order_by().values("series").annotate(at=Max("article__published_at"))
    announced = Cast("announced_on", DateTimeField())
    return Coalesce(Subquery(newest.values("at")), announced, output_field=DateTimeField())


def _part(row: dict) -> Part:
    told = {"title": "", "standfirst": ""} if row["hides_title"] else row
    announced = {
        "title": told["title"] or _("Part %(number)d") % {"number": row["number"]},
        "standfirst": told["standfirst"],
        "is_demo": False,
    }
    piece = row["piece"] or dict.fromkeys(OF_THE_PIECE, "") | announced
    return Part(number=row["number"], is_withdrawn=row["is_withdrawn"], **piece)
