"""What the styles of a file make of a paragraph or of some words."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from articles.word.reading.elements import first, is_on, value

#: Names are those of Word in any language (it keeps the English ones in the file) and of LibreOffice.
NAMED = {
    "title": "title",
    "subtitle": "subtitle",
    "quote": "quote",
    "intense quote": "quote",
    "block text": "quote",
    "quotations": "quote",
    "caption": "caption",
    "illustration": "caption",
    "table": "caption",
    "figure": "caption",
    "drawing": "caption",
    "toc heading": "contents",
    "contents heading": "contents",
}
HEADING = re.compile(r"heading ([1-9])")
CONTENTS = re.compile(r"(?:toc|contents|index) [1-9]|table of figures")
#: Plain text under any of these names.
PLAIN = re.compile(
    r"normal( \(web\)| indent)?|default( paragraph style)?|standard|text body|body|compact|revision"
    r"|(body text|text body|list|endnote|footnote|annotation|comment|balloon|plain|first|table|no|preformatted)"
    r"( .*)?|header|footer|signature|date|salutation|closing|frame contents"
)
#: Styles that lead to one another in a ring are given up.
LONGEST_CHAIN = 20


@dataclass(frozen=True)
class Kind:
    #: "p", "quote", "title", "subtitle", "caption", "contents", or "h1" to "h9".
    name: str
    #: What its style is called, if nothing is known of that.
    unknown: str = ""


class Styles:
    def __init__(self, root: Element | None):
        every = root.iter("w:style") if root is not None else ()
        self._styles = {style.get("w:styleId", ""): style for style in every}
        self._root = root
        self._kinds: dict[str, Kind] = {}
        self._inherited: dict[tuple[str, str, str], str | None] = {}
        self._standard = {
            style.get("w:type"): name
            for name, style in self._styles.items()
            if style.get("w:default") in {"1", "true", "on"}
        }

    def kind(self, properties: Element | None) -> Kind:
        """Of a paragraph, by its properties (`w:pPr`)."""
        style = value(properties, "w:pStyle")
        own = value(properties, "w:outlineLvl")
        if own.isdigit() and int(own) < 9:
            return Kind(f"h{int(own) + 1}")
        if style not in self._kinds:
            self._kinds[style] = self._kind_of(style)
        return self._kinds[style]

    def chain(self, style: str, of: str = "paragraph") -> list[Element]:
        """A style and those that it is based on, the nearest first; at last the default one."""
        found: list[Element] = []
        while style in self._styles and len(found) < LONGEST_CHAIN:
            found.append(self._styles[style])
            style = value(found[-1], "w:basedOn")
        standard = self._styles.get(self._standard.get(of, ""))
        return found if standard is None or standard in found else [*found, standard]

    def numbering(self, properties: Element | None) -> tuple[str, int]:
        """Which list a paragraph is in, and how deep, from 0; "" for none."""
        style = value(properties, "w:pStyle")
        holders = [properties, *(first(one, "w:pPr") for one in self.chain(style))]
        wanted = [first(one, "w:numPr") for one in holders if one is not None]
        for one in filter(lambda found: found is not None, wanted):
            if number := value(one, "w:numId"):
                depth = value(one, "w:ilvl")
                return ("" if number == "0" else number), int(depth) if depth.isdigit() else 0
        return "", 0

    def words(self, properties: Element | None, paragraph: str, name: str) -> str | None:
        """A property of some words, by an element's name: their own, their style's, the paragraph's.

        Returns its `w:val` ("1" where it has none); None if nobody says anything.
        """
        own = first(properties, name)
        if own is not None:
            return own.get("w:val", "1")
        key = (value(properties, "w:rStyle"), paragraph, name)
        if key not in self._inherited:
            self._inherited[key] = self._said_by(self._holders(key[0], paragraph), name)
        return self._inherited[key]

    def own_words(self, properties: Element | None, name: str) -> bool:
        """The same for a switch, without what the paragraph's style says: a heading is bold anyway."""
        style = value(properties, "w:rStyle")
        styles = [first(one, "w:rPr") for one in self.chain(style, "character")] if style else []
        return is_on(self._said_by([properties, *styles], name))

    def _holders(self, style: str, paragraph: str) -> list[Element | None]:
        words = [first(one, "w:rPr") for one in self.chain(style, "character")]
        paragraphs = [first(one, "w:rPr") for one in self.chain(paragraph)]
        return [*words, *paragraphs, self._default()]

    @staticmethod
    def _said_by(holders: list[Element | None], name: str) -> str | None:
        for holder in holders:
            found = first(holder, name)
            if found is not None:
                return found.get("w:val", "1")
        return None

    def _default(self) -> Element | None:
        return first(self._root, "w:docDefaults/w:rPrDefault/w:rPr")

    def _kind_of(self, style: str) -> Kind:
        chain = self.chain(style)
        for place, one in enumerate(chain):
            kind = _known(one)
            if kind == "p" and place:
                return Kind("p", unknown=value(chain[0], "w:name"))
            if kind:
                return Kind(kind)
        return Kind("p", unknown=value(chain[0], "w:name") if chain else "")


def _known(style: Element) -> str:
    name = value(style, "w:name").casefold()
    if match := HEADING.fullmatch(name):
        return f"h{match[1]}"
    if name in NAMED:
        return NAMED[name]
    if CONTENTS.fullmatch(name):
        return "contents"
    if PLAIN.fullmatch(name):
        return "p"
    level = value(style, "w:pPr/w:outlineLvl")
    return f"h{int(level) + 1}" if level.isdigit() and int(level) < 9 else ""
