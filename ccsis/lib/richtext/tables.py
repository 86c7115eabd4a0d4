"""Tables as readers need them, whatever the editor or an old site stored: with a head, with cells
that say what they are the heads of, with numbers in columns, in a region that scrolls.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from itertools import takewhile

from django.utils.html import format_html
from django.utils.translation import gettext as _

from ccsis.lib.richtext.figures import Figure, figures_of
from ccsis.lib.richtext.notes import NAME as NOTE
from ccsis.lib.richtext.pieces import Piece

#: A number as tables print it: with a sign, in groups, with a unit of one sign, or a range of two.
SPACES = r" \u00a0\u2009\u202f"
AMOUNT = rf"[+\-−±<>≈~]?[{SPACES}]?[$€£₽₾֏₼₺]?\d[\d.,'’{SPACES}]{{0,30}}[%‰$€£₽₾֏₼₺]?"
NUMBER = re.compile(rf"{AMOUNT}(?:[–-][{SPACES}]?{AMOUNT})?")
#: What stands in a column of numbers where there is none.
NO_NUMBER = {"", "-", "–", "—", "…", "n/a"}
#: A cell of more pieces than this holds no single number.
FEW = 12
BREAKS = {"br", "li", "p"}
SPAN = re.compile(r' (?:col|row)span="(?!1")')
ROWSPAN = re.compile(r' rowspan="(\d{1,4})"')


@dataclass(slots=True)
class Cell:
    """Places of its two tags."""

    start: int
    end: int = 0


@dataclass(slots=True)
class Row:
    start: int
    #: Which of the table's parts (its head, its bodies) it stands in.
    part: int
    end: int = 0
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    start: int
    #: Whether another one is around it.
    is_inner: bool
    end: int = 0
    #: Places of the tags that open its head and its bodies.
    parts: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def show(pieces: list[Piece], prefix: str = "") -> None:
    """prefix: begins the ids, so that two texts can stand on one page."""
    tables = sorted(_tables(pieces), key=lambda table: table.start)
    figures = {figure.table: figure for figure in figures_of(pieces)} if tables else {}
    outer = (table for table in tables if not table.is_inner)
    for number, table in enumerate(outer, start=1):
        _frame(pieces, table, figures.get(table.start), number, prefix)
    for table in tables:
        if table.rows:
            head = _head(pieces, table)
            _mark_numbers(pieces, table.rows[: len(head)], table.rows[len(head) :])
            _mark_heads(pieces, head, table.rows[len(head) :])


def _tables(pieces: list[Piece]) -> list[Table]:
    found, opened = [], []
    for place, piece in enumerate(pieces):
        if piece.name == "table" and not piece.closes:
            opened.append(Table(place, is_inner=bool(opened)))
        elif piece.name == "table" and opened:
            opened[-1].end = place
            found.append(opened.pop())
        elif piece.name and opened:
            _note(opened[-1], piece, place)
    return found


def _note(table: Table, piece: Piece, place: int) -> None:
    row = table.rows[-1] if table.rows else None
    if piece.name in {"thead", "tbody"} and not piece.closes:
        table.parts.append(place)
    elif piece.name == "tr" and not piece.closes:
        table.rows.append(Row(place, len(table.parts)))
    elif piece.name == "tr" and row:
        row.end = place
    elif piece.name in {"td", "th"} and row and not piece.closes:
        row.cells.append(Cell(place))
    elif piece.name in {"td", "th"} and row and row.cells:
        row.cells[-1].end = place


def _frame(pieces: list[Piece], table: Table, figure: Figure | None, number: int, prefix: str):
    """A region that scrolls sideways, by keyboard too, named by the caption if there is one."""
    name = format_html('aria-label="{}"', _("Table %(number)d") % {"number": number})
    if figure and figure.caption:
        anchor = f"{prefix}table-{number}"
        pieces[figure.start].html = '<figure class="tabled">'
        pieces[figure.caption[0]].html = format_html('<figcaption id="{}">', anchor)
        name = format_html('aria-labelledby="{}"', anchor)
    region = format_html('<div class="table" role="region" tabindex="0" {}>', name)
    pieces[table.start].html = region + pieces[table.start].html
    pieces[table.end].html += "</div>"


def _head(pieces: list[Piece], table: Table) -> list[Row]:
    """The rows of the head: those that were stored as one, or the first ones if all theirs are heads."""
    first = table.rows[0]
    together = list(takewhile(lambda row: row.part == first.part, table.rows))
    if first.part and pieces[table.parts[first.part - 1]].name == "thead":
        return together
    head = list(takewhile(lambda row: _is_head(pieces, row), together))
    if not head or len(head) == len(table.rows) or _reaches_below(pieces, head):
        return []
    opening = pieces[table.parts[0]] if table.parts else pieces[first.start]
    opening.html = "<thead>" if table.parts else f"<thead>{opening.html}"
    pieces[head[-1].end].html += f"</thead>{'<tbody>' if table.parts else ''}"
    return head


def _is_head(pieces: list[Piece], row: Row) -> bool:
    names = [pieces[cell.start].name for cell in row.cells]
    return "th" in names and all(
        name == "th" or _text(pieces, cell) == ""
        for name, cell in zip(names, row.cells, strict=True)
    )


def _reaches_below(pieces: list[Piece], head: list[Row]) -> bool:
    for left, row in zip(range(len(head), 0, -1), head, strict=True):
        for cell in row.cells:
            span = ROWSPAN.search(pieces[cell.start].attributes)
            if span and int(span[1]) > left:
                return True
    return False


def _mark_heads(pieces: list[Piece], head: list[Row], body: list[Row]) -> None:
    for row in head:
        for cell in row.cells:
            _mark_head(pieces, cell, "col")
    for row in body:
        if len(row.cells) > 1:
            _mark_head(pieces, row.cells[0], "row")


def _mark_head(pieces: list[Piece], cell: Cell, scope: str) -> None:
    opening, closing = pieces[cell.start], pieces[cell.end]
    if opening.name != "th":
        return
    if _text(pieces, cell) == "":
        # The corner above the heads of the rows: a head without words would name nothing.
        opening.html, closing.html = f"<td{opening.html[3:]}", "</td>"
    elif " scope=" not in opening.attributes:
        opening.html = f'<th scope="{scope}"{opening.html[3:]}'


def _mark_numbers(pieces: list[Piece], head: list[Row], body: list[Row]) -> None:
    """Numbers stand one below the other, their column's head above them; the first column labels."""
    rows = [[(cell, _text(pieces, cell)) for cell in row.cells] for row in body]
    for row in rows:
        for cell, text in row[1:]:
            if pieces[cell.start].name == "td" and text and NUMBER.fullmatch(text):
                _mark_number(pieces[cell.start])
    if any(SPAN.search(pieces[c.start].attributes) for row in [*head, *body] for c in row.cells):
        return
    for column in range(1, max(map(len, rows), default=0)):
        cells = [row[column] for row in rows if column < len(row)]
        texts = [text for _cell, text in cells]
        if all(_may_be_number(text) for text in texts) and any(map(_is_number, texts)):
            empty = [cell for cell, text in cells if not _is_number(text)]
            for cell in [*empty, *(row.cells[column] for row in head if column < len(row.cells))]:
                _mark_number(pieces[cell.start])


def _is_number(text: str | None) -> bool:
    return bool(text) and NUMBER.fullmatch(text) is not None


def _may_be_number(text: str | None) -> bool:
    return text is not None and (text in NO_NUMBER or _is_number(text))


def _mark_number(opening: Piece) -> None:
    opening.html = f'{opening.html[:3]} class="num"{opening.html[3:]}'


def _text(pieces: list[Piece], cell: Cell) -> str | None:
    """The words of a small cell, notes apart; None of one with more in it."""
    inner = pieces[cell.start + 1 : cell.end]
    if len(inner) > FEW or any(piece.name in {"img", "table"} for piece in inner):
        return None
    words, in_note = "", False
    for piece in inner:
        if piece.name == NOTE:
            in_note = not piece.closes
        elif not in_note:
            words += "\n" if piece.name in BREAKS else "" if piece.name else piece.html
    return unescape(words).strip()
