"""The paragraphs and tables of a file, as a new file that holds only what is understood."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from articles.word.reading import making
from articles.word.reading.context import Context
from articles.word.reading.elements import first, value
from articles.word.reading.lines import Line, chosen, words_of
from articles.word.reading.tables import Tables

AROUND = {"w:customXml", "w:ins", "w:moveTo", "w:smartTag"}
SILENT = {
    *("w:bookmarkEnd", "w:bookmarkStart", "w:commentRangeEnd", "w:commentRangeStart", "w:pPr"),
    *("w:permEnd", "w:permStart", "w:proofErr", "w:sectPr", "w:tcPr", "w:moveFromRangeEnd"),
    *("w:moveFromRangeStart", "w:moveToRangeEnd", "w:moveToRangeStart", "w:customXmlPr"),
}
CHANGES = {
    "w:pPrChange",
    "w:rPrChange",
    "w:sectPrChange",
    "w:tblPrChange",
    "w:tcPrChange",
    "w:trPrChange",
}


@dataclass
class Story:
    context: Context

    def __post_init__(self):
        self.context.read_note = lambda note: self.read(note, is_plain=True)
        self._tables = Tables(self.context, self.read)
        #: The list that each number was last seen in, to tell where one goes on after other text.
        self._listed: set[str] = set()
        self._last = ""

    def read(self, elements: Iterable[Element], *, is_plain: bool = False) -> list[Element]:
        """is_plain: in a cell or a note, where no heading can stand."""
        made: list[Element] = []
        carried: list[Element] = []
        for element in elements:
            if element.tag == "w:p":
                children = [*carried, *element]
                if _is_mark_deleted(element):
                    # Its text goes on in the next paragraph.
                    carried = [child for child in children if child.tag != "w:pPr"]
                    continue
                made += self._paragraph(element, children, is_plain)
                carried = []
            else:
                made += self._block(element, is_plain)
        if carried:
            made += self._paragraph(Element("w:p"), carried, is_plain)
        return made

    def _block(self, element: Element, is_plain: bool) -> list[Element]:
        tag = element.tag
        if tag == "w:tbl":
            self._last = ""
            return self._tables.read(element)
        if tag == "w:sdt":
            return self._control(element, is_plain)
        if tag in AROUND:
            return self.read(element, is_plain=is_plain)
        if tag == "mc:AlternateContent":
            return self.read(chosen(element), is_plain=is_plain)
        if tag in {"m:oMath", "m:oMathPara"}:
            return self._paragraph(Element("w:p"), [element], is_plain)
        self._tell(element)
        return []

    def _tell(self, element: Element) -> None:
        if element.tag in {"w:del", "w:moveFrom"}:
            self.context.tell_deleted(element)
        elif element.tag == "w:altChunk":
            self.context.findings.add("embedded_document")
        elif element.tag not in SILENT:
            self.context.findings.add("unknown", words_of(element))

    def _control(self, element: Element, is_plain: bool) -> list[Element]:
        if value(element, "w:sdtPr/w:docPartObj/w:docPartGallery") == "Table of Contents":
            self.context.findings.add("contents")
            return []
        return self.read(chosen(element), is_plain=is_plain)

    def _paragraph(self, source: Element, children: list[Element], is_plain: bool) -> list[Element]:
        properties = first(source, "w:pPr")
        place = self.context.next_place()
        kind = self.context.styles.kind(properties)
        if kind.name == "contents":
            self.context.findings.add("contents")
            return []
        target = making.paragraph(*self._form(kind.name, properties, is_plain))
        is_heading = kind.name[:1] == "h" or kind.name in {"title", "subtitle"}
        line = Line(
            self.context, target, value(properties, "w:pStyle"), is_heading and not is_plain
        )
        line.read(children)
        self.context.fields.end_paragraph()
        place.words = "".join(line.words)
        if kind.unknown and place.words.strip():
            self.context.findings.add("style", kind.unknown)
        if is_heading and not is_plain and place.words.strip():
            self.context.heading = place.words
        if any(True for one in source.iter() if one.tag in CHANGES):
            self.context.findings.add("format_change", place.words)
        boxes = [made for box in line.boxes for made in self.read(box, is_plain=is_plain)]
        return [target, *boxes]

    def _form(self, kind: str, properties: Element | None, is_plain: bool):
        """The style in the new file, and the list."""
        number, depth = self.context.styles.numbering(properties)
        listed = self.context.lists.kind(number, depth) if number else ""
        if is_plain and kind not in {"p", "quote"}:
            kind = "p"
        if listed and self.context.findings.place.note:
            self.context.findings.add("list_in_note")
        if kind != "p":
            if listed == making.NUMBERS and kind[:1] == "h":
                self.context.findings.add("heading_number")
            self._last = ""
            return kind, None
        if listed == making.NUMBERS and self._last != number and number in self._listed:
            self.context.findings.add("list_goes_on")
        self._last = number
        self._listed.add(number)
        return kind, (listed, depth) if listed else None


def _is_mark_deleted(source: Element) -> bool:
    return first(source, "w:pPr/w:rPr/w:del") is not None
