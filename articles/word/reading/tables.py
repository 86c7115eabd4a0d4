"""Tables: rows and cells with what is in them, merged cells and rows of heads."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from articles.word.reading.context import Context
from articles.word.reading.elements import children, first, is_on, value
from articles.word.reading.findings import Place
from articles.word.reading.lines import words_of
from articles.word.reading.making import make

MOST_COLUMNS = 60
AROUND = {"w:customXml", "w:ins", "w:sdt", "w:sdtContent"}


class Tables:
    def __init__(self, context: Context, read: Callable[..., list[Element]]):
        """read: makes what is in a cell."""
        self._context, self._read = context, read
        self._depth = 0

    def read(self, table: Element) -> list[Element]:
        findings = self._context.findings
        every = _inside(table, "w:tr")
        rows = [row for row in every if not self._is_deleted(row, "w:trPr/w:del")]
        for row in rows:
            self._drop_deleted(row)
        rows = [row for row in rows if _inside(row, "w:tc")]
        if not rows:
            return []
        if findings.place.note:
            # A note is a line of text.
            findings.add("table_in_note")
            return [one for cell in _cells(rows) for one in self._read(cell, is_plain=True)]
        place = Place(findings.place.number, self._context.heading, words_of(rows[0]))
        heads = _heads(rows)
        is_guessed = not heads and len(rows) > 1 and _is_bold(rows[0])
        self._depth += 1
        made = [self._row(row, number < (heads or is_guessed)) for number, row in enumerate(rows)]
        self._depth -= 1
        if any(True for cell in _cells(rows) if _is_merged(cell)):
            findings.add("merged_cells", place=place)
        if self._depth:
            findings.add("table_in_table", place=place)
        elif is_guessed:
            findings.add("head_guessed", place=place)
        elif not heads and len(rows) > 1:
            findings.add("table_without_head", place=place)
        return [make("w:tbl", *made)]

    def _row(self, row: Element, is_head: bool) -> Element:
        made = make("w:tr", *(self._cell(cell, is_head) for cell in _inside(row, "w:tc")))
        if is_head:
            made.insert(0, make("w:trPr", make("w:tblHeader")))
        return made

    def _cell(self, cell: Element, is_head: bool) -> Element:
        properties = first(cell, "w:tcPr")
        made = make("w:tcPr")
        span = value(properties, "w:gridSpan")
        if span.isdigit() and 1 < int(span) <= MOST_COLUMNS:
            made.append(make("w:gridSpan", val=span))
        merged = first(properties, "w:vMerge")
        if merged is not None:
            made.append(make("w:vMerge", val=merged.get("w:val", "continue")))
        content = self._read(cell, is_plain=True)
        if is_head:
            for one in [one for run in content for one in run.iter("w:rPr")]:
                for bold in children(one, "w:b"):
                    one.remove(bold)
        return make("w:tc", made, *content)

    def _drop_deleted(self, around: Element) -> None:
        """Cells that somebody deleted."""
        for child in list(around):
            if child.tag == "w:tc" and self._is_deleted(child, "w:tcPr/w:cellDel"):
                around.remove(child)
            elif child.tag in AROUND:
                self._drop_deleted(child)

    def _is_deleted(self, one: Element, mark: str) -> bool:
        """What is deleted is told."""
        if first(one, mark) is None:
            return False
        self._context.findings.add("deletion", words_of(one))
        return True


def _inside(parent: Element, tag: str) -> list[Element]:
    """Those directly in it, or in what only stands around them."""
    found = []
    for child in parent:
        if child.tag == tag:
            found.append(child)
        elif child.tag in AROUND:
            found += _inside(child, tag)
    return found


def _cells(rows: list[Element]) -> list[Element]:
    return [cell for row in rows for cell in _inside(row, "w:tc")]


def _is_merged(cell: Element) -> bool:
    is_wide = value(cell, "w:tcPr/w:gridSpan") not in {"", "1"}
    return is_wide or first(cell, "w:tcPr/w:vMerge") is not None


def _heads(rows: list[Element]) -> int:
    """How many rows from the top are marked as heads; none if all are."""
    for place, row in enumerate(rows):
        mark = first(row, "w:trPr/w:tblHeader")
        if mark is None or not is_on(mark.get("w:val", "1")):
            return place
    return 0


def _is_bold(row: Element) -> bool:
    """Whether all words of a row are."""
    runs = [run for run in row.iter("w:r") if words_of(run).strip()]
    return bool(runs) and all(first(run, "w:rPr/w:b") is not None for run in runs)
