"""Keyset paging: page 400 costs what page 1 costs, and an address keeps its meaning.

A cursor names the last row seen (its time and its id), so rows added meanwhile shift nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet


@dataclass(frozen=True)
class Page:
    """Some rows, newest first, and query strings of pages ("" for none, and for no parameters)."""

    rows: list[Model]
    newer: str
    older: str
    #: Of these rows themselves: the same whichever way they were reached.
    own: str
    #: The cursor led past an end, or to a rest at the newest end that fills no page. What is to be
    #: shown instead is at `own`: the first page.
    is_moved: bool = False


def cursor_of(row: Model, field: str) -> str:
    return _cursor(getattr(row, field), row.pk)


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
    the addresses. A cursor that is none gives the first page.
    """
    kept = {name: value for name, value in params.items() if name not in {"after", "before"}}

    def address(**cursor: str) -> str:
        return "?" + urlencode(kept | cursor) if kept or cursor else ""

    if after := parse_cursor(params.get("after", "")):
        return _page_after(_beyond(queryset, after, field, "gt"), address, field, size)
    before = parse_cursor(params.get("before", ""))
    if before:
        queryset = _beyond(queryset, before, field, "lt")
    rows = list(queryset.order_by(f"-{field}", "-pk")[: size + 1])
    if before and not rows:
        return Page([], "", "", address(), is_moved=True)
    shown = rows[:size]
    return Page(
        shown,
        newer=address(after=cursor_of(shown[0], field)) if before else "",
        older=address(before=cursor_of(shown[-1], field)) if len(rows) > size else "",
        own=address(before=_cursor(*before)) if before else address(),
    )


def _cursor(moment: datetime, pk: int) -> str:
    return f"{moment.isoformat()}~{pk}"


def _page_after(queryset: QuerySet, address: Callable[..., str], field: str, size: int) -> Page:
    """The page whose rows are the oldest of these."""
    rows = list(queryset.order_by(field, "pk")[: size + 1])
    if len(rows) <= size:
        return Page([], "", "", address(), is_moved=True)
    *shown, beyond = rows
    return Page(
        shown[::-1],
        newer=address(after=cursor_of(shown[-1], field)),
        older=address(before=cursor_of(shown[0], field)),
        own=address(before=cursor_of(beyond, field)),
    )


def _beyond(queryset: QuerySet, cursor: tuple[datetime, int], field: str, side: str) -> QuerySet:
    moment, pk = cursor
    # The first condition is implied by the second; alone it lets PostgreSQL start in the index.
    return queryset.filter(
        Q(**{f"{field}__{side}e": moment}),
        Q(**{f"{field}__{side}": moment}) | Q(**{field: moment, f"pk__{side}": pk}),
    )
