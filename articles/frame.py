"""What surrounds every page, in one query: the menus, the regions, and the years with pieces."""

from dataclasses import dataclass
from datetime import datetime

from django.db import Error
from django.db.models import F, QuerySet, Value
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from articles.menus import Entry, all_pieces, first_footer, first_navigation
from articles.models import Article, MenuEntry, Region


@dataclass(frozen=True)
class Frame:
    navigation: list[Entry]
    footer: list[Entry]
    #: In the order of their names.
    regions: list[Region]
    #: Of public pieces, from the last one's year to the first one's.
    years: range

    def region(self, slug: str) -> Region | None:
        return next((region for region in self.regions if region.slug == slug), None)


def frame_of(request) -> Frame:
    """The frame of this request's page; asked from the database once, whoever needs it first."""
    if not hasattr(request, "frame"):
        request.frame = load()
    return request.frame


def frame(request) -> dict:
    """For templates. A page that is ready otherwise does not fail because its menus cannot be had."""
    return {"frame": SimpleLazyObject(lambda: _frame_or_built_in(request))}


def built_in() -> Frame:
    """Without a database."""
    return Frame(first_navigation(), first_footer(), [], range(0))


def load() -> Frame:
    """One query, whose cost does not grow with the archive."""
    parts = {name: [] for name in (*MenuEntry.Menu.values, "region", "first", "last")}
    queries = _menus(), _regions(), _end("first", "published_at"), _end("last", "-published_at")
    for part, row in queries[0].union(*queries[1:], all=True).order_by():
        parts[part].append(row)
    return Frame(
        navigation=_entries(parts["navigation"]) or [all_pieces()],
        footer=_entries(parts["footer"]),
        regions=_regions_of(parts["region"]),
        years=_years(parts["first"], parts["last"]),
    )


def _frame_or_built_in(request) -> Frame:
    try:
        return frame_of(request)
    except Error:
        return built_in()


def _menus() -> QuerySet:
    names = {name: name for name in ("label", "address", "position", "pk")}
    return _part(MenuEntry.objects.shown(), F("menu"), page="page__slug", **names)


def _regions() -> QuerySet:
    names = {name: name for name in ("id", "name", "slug", "description")}
    return _part(Region.objects.all(), Value("region"), **names)


def _end(name: str, order: str) -> QuerySet:
    """The first or the last public piece, from an end of the index."""
    return _part(Article.objects.published(), Value(name), order, at="published_at")[:1]


def _part(rows: QuerySet, name, /, *order: str, **fields) -> QuerySet:
    """Rows as JSON beside the name of what they are: the same two columns for every table."""
    return rows.order_by(*order).values_list(name, JSONObject(**fields))


def _entries(rows: list[dict]) -> list[Entry]:
    in_order = sorted(rows, key=lambda row: (row["position"], row["pk"]))
    return [Entry(row["label"], _address(row)) for row in in_order]


def _address(row: dict) -> str:
    return reverse("page-detail", args=[row["page"]]) if row["page"] else row["address"]


def _regions_of(rows: list[dict]) -> list[Region]:
    return [Region(**row) for row in sorted(rows, key=lambda row: row["name"].lower())]


def _years(first: list[dict], last: list[dict]) -> range:
    """Newest first; none without pieces."""
    years = [timezone.localtime(datetime.fromisoformat(row["at"])).year for row in last + first]
    return range(years[0], years[-1] - 1, -1) if years else range(0)
