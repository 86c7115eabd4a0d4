"""Keyset paging: page 400 costs what page 1 costs, and an address keeps its meaning.

A cursor names the last row seen (its time and its id), so rows added meanwhile shift nothing.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet


@dataclass(frozen=True)
class Page:
    """Some rows, newest first, and the query strings of the pages beside them ("" if none)."""

    rows: list[Model]
    newer: str
    older: str


def cursor_of(row: Model, field: str) -> str:
    return f"{getattr(row, field).isoformat()}~{row.pk}"


def parse_cursor(text: str) -> tuple[datetime, int] | None:
    """The time and id in a cursor; None for anything that is not one."""
    moment, _, pk = text.partition("~")
    try:
        parsed = datetime.fromisoformat(moment)
        number = int(pk)
        # PostgreSQL knows fewer offsets from UTC than Python.
        in_utc = parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return (in_utc, number) if parsed.tzinfo and 0 < number < 2**63 else None


def page_of(queryset: QuerySet, params, *, field: str, size: int) -> Page:
    """One page of rows ordered by `field` and id, newest first, in one query.

    params: the request's GET, with `before` or `after` as cursor; its other entries are kept in
    the addresses of the neighbours. A cursor that is none gives the first page.
    """
    after = parse_cursor(params.get("after", ""))
    before = None if after else parse_cursor(params.get("before", ""))
    if after:
        rows = list(_beyond(queryset, after, field, "gt").order_by(field, "pk")[: size + 1])
        more_newer, more_older, rows = len(rows) > size, True, rows[:size][::-1]
    else:
        if before:
            queryset = _beyond(queryset, before, field, "lt")
        rows = list(queryset.order_by(f"-{field}", "-pk")[: size + 1])
        more_newer, more_older, rows = bool(before), len(rows) > size, rows[:size]
    kept = {name: value for name, value in params.items() if name not in {"after", "before"}}

    def address(name: str, index: int, wanted: bool) -> str:
        if not (wanted and rows):
            return ""
        return "?" + urlencode(kept | {name: cursor_of(rows[index], field)})

    return Page(rows, address("after", 0, more_newer), address("before", -1, more_older))


def _beyond(queryset: QuerySet, cursor: tuple[datetime, int], field: str, side: str) -> QuerySet:
    moment, pk = cursor
    # The first condition is implied by the second; alone it lets PostgreSQL start in the index.
    return queryset.filter(
        Q(**{f"{field}__{side}e": moment}),
        Q(**{f"{field}__{side}": moment}) | Q(**{field: moment, f"pk__{side}": pk}),
    )
