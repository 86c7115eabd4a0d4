"""Rows of a form that are added, removed and moved by buttons, with or without JavaScript.

Each row's fields are fields of the form, named "author-0-name", so that whatever is done with a
form (drafts, refusals, what is kept on a device) is done with them. The script is `js/intake/rows.js`.
"""

from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True)
class RowNames:
    """How the fields of a kind of rows are called. cap: so many rows there can be at all."""

    prefix: str
    names: tuple[str, ...]
    cap: int = 30

    @property
    def count(self) -> str:
        """The field that says how many rows there are."""
        return f"{self.prefix}-count"

    @property
    def do(self) -> str:
        """The name of the buttons that change them."""
        return f"{self.prefix}-do"

    def of(self, index: int, name: str) -> str:
        return f"{self.prefix}-{index}-{name}"

    def count_in(self, typed) -> int:
        """How many rows were typed, at least one."""
        text = typed.get(self.count, "")
        is_number = text.isdecimal() and text.isascii() and len(text) < 4
        return max(min(int(text), self.cap), 1) if is_number else 1

    def rearranged(self, typed) -> tuple[QueryDict | None, int | None]:
        """What was typed, changed as a button asked for, and the row that gets the focus; None for neither."""
        name, _sign, place = typed.get(self.do, "").partition("-")
        if name not in CHANGES:
            return None, None
        rows = self._rows_in(typed)
        places = [str(index) for index in range(len(rows))]
        index = places.index(place) if place in places else len(rows) - 1
        focus = CHANGES[name](rows, index, self)
        return self._with(typed, rows), focus

    def empty_row(self) -> dict[str, list[str]]:
        return {name: [] for name in self.names}

    def _rows_in(self, typed) -> list[dict[str, list[str]]]:
        return [
            {name: typed.getlist(self.of(index, name)) for name in self.names}
            for index in range(self.count_in(typed))
        ]

    def _with(self, typed, rows: list) -> QueryDict:
        changed = typed.copy()
        for name in list(changed):
            if name.startswith(f"{self.prefix}-"):
                del changed[name]
        for index, row in enumerate(rows):
            for name, values in row.items():
                changed.setlist(self.of(index, name), values)
        changed[self.count] = str(len(rows))
        return changed


def _add(rows: list, index: int, names: RowNames) -> int:
    if len(rows) < names.cap:
        rows.append(names.empty_row())
    return len(rows) - 1


def _remove(rows: list, index: int, names: RowNames) -> int:
    del rows[index]
    if not rows:
        _add(rows, 0, names)
    return max(index - 1, 0)


def _up(rows: list, index: int, names: RowNames) -> int:
    to = max(index - 1, 0)
    rows.insert(to, rows.pop(index))
    return to


def _down(rows: list, index: int, names: RowNames) -> int:
    to = min(index + 1, len(rows) - 1)
    rows.insert(to, rows.pop(index))
    return to


#: By the first part of a button's value; each changes the rows and returns the row that gets the focus.
CHANGES = {"add": _add, "remove": _remove, "up": _up, "down": _down}
