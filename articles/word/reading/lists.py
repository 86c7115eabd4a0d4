"""Lists, as `numbering.xml` describes them (ECMA-376, part 1, section 17.9)."""

from xml.etree.ElementTree import Element

from articles.word.reading.elements import first, value
from articles.word.reading.making import BULLETS, NUMBERS


class Lists:
    def __init__(self, root: Element | None):
        entries = list(root) if root is not None else []
        self._abstract = {
            one.get("w:abstractNumId"): one for one in entries if one.tag == "w:abstractNum"
        }
        self._numbers = {one.get("w:numId"): one for one in entries if one.tag == "w:num"}
        #: Those that share a style, of which one holds the levels.
        self._by_style = {value(one, "w:styleLink"): one for one in self._abstract.values()}
        self._kinds: dict[tuple[str, int], str] = {}

    def kind(self, number: str, depth: int) -> str:
        """BULLETS, NUMBERS, or "" for what has neither."""
        key = (number, depth)
        if key not in self._kinds:
            self._kinds[key] = self._kind_of(number, depth)
        return self._kinds[key]

    def _kind_of(self, number: str, depth: int) -> str:
        one = self._numbers.get(number)
        if one is None:
            return ""
        abstract = self._abstract.get(value(one, "w:abstractNumId"))
        if abstract is not None and (link := value(abstract, "w:numStyleLink")):
            abstract = self._by_style.get(link, abstract)
        own = [first(found, "w:lvl") for found in one.iter("w:lvlOverride")]
        levels = [*own, *(abstract.iter("w:lvl") if abstract is not None else ())]
        for level in filter(lambda found: found is not None, levels):
            if level.get("w:ilvl", "0") == str(depth):
                return {"bullet": BULLETS, "none": ""}.get(value(level, "w:numFmt"), NUMBERS)
        return NUMBERS
