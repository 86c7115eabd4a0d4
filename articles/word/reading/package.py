"""The parts of a Word file, each read once and within bounds.

The formats: ECMA-376, part 1 (WordprocessingML) and part 2 (packaging). Names of elements and
attributes come back with the prefixes that the standard itself uses, whatever the file calls them.
"""

import posixpath
import re
from dataclasses import dataclass
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from articles.word.reading.refusals import HARMFUL, RefusedError
from ccsis.intake.uploads.inspection import archives

#: Bytes of one part that is parsed; elements around one another; and elements of a part.
LARGEST_PART, DEEPEST, MOST_ELEMENTS = 24 * 1024 * 1024, 100, 1_000_000
PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/package/2006/content-types": "",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
    "http://schemas.microsoft.com/office/drawing/2017/decorative": "adec",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
NAME = re.compile(r"\{([^}]*)\}(.*)", re.DOTALL)


@dataclass(frozen=True)
class Relationship:
    #: The last word of its type: "image", "hyperlink", "footnotes".
    kind: str
    target: str
    is_external: bool


class Package:
    def __init__(self, file: BinaryIO):
        """Raises RefusedError for what is no Word file, or harms who opens it."""
        found: set[str] = set()
        archive = archives.look(file, found)
        if harmful := sorted(found & HARMFUL):
            raise RefusedError(harmful[0])
        if archive is None:
            raise RefusedError("damaged")
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}
        if any(name.endswith("vbaproject.bin") for name in self._names):
            raise RefusedError("macros")
        self.main = self._main()

    def part(self, name: str) -> Element | None:
        """A part's outermost element; None if there is no such part."""
        stored = self._names.get(name.lower())
        if stored is None:
            return None
        if self._archive.getinfo(stored).file_size > LARGEST_PART:
            raise RefusedError("too_long")
        return _parsed(self._archive.read(stored))

    def relationships(self, name: str) -> dict[str, Relationship]:
        """Those of a part, by their ids; targets inside the file as names of parts."""
        folder, last = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{last}.rels"))
        found = {}
        for entry in root.iter("Relationship") if root is not None else ():
            is_external = entry.get("TargetMode") == "External"
            target = entry.get("Target", "")
            inside = target if is_external else _resolved(folder, target)
            kind = entry.get("Type", "").rsplit("/", 1)[-1]
            found[entry.get("Id", "")] = Relationship(kind, inside, is_external)
        return found

    def related(self, kind: str) -> list[str]:
        """Names of the main part's parts of a kind."""
        every = self.relationships(self.main).values()
        return [one.target for one in every if one.kind == kind and not one.is_external]

    def holds(self, name: str) -> str:
        """The name of a part as the archive writes it; "" if it is not there."""
        return self._names.get(name.lower(), "")

    def _main(self) -> str:
        types = self.part("[Content_Types].xml")
        every = [entry.get("ContentType", "") for entry in types] if types is not None else []
        if any("macroEnabled" in kind for kind in every):
            raise RefusedError("macros")
        roots = self.relationships("").values()
        mains = [
            one.target for one in roots if one.kind == "officeDocument" and not one.is_external
        ]
        main = next((name for name in [*mains, "word/document.xml"] if self.holds(name)), "")
        if not main or not self.holds(main).startswith("word/"):
            raise RefusedError("no_word")
        return main


def _resolved(folder: str, target: str) -> str:
    """The name of a part, which never leads out of the file: all parts are looked up in its list."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _parsed(data: bytes) -> Element:
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise RefusedError("entities") from error
    except (ParseError, LookupError, ValueError) as error:
        raise RefusedError("broken") from error
    _rename(root)
    return root


def _rename(root: Element) -> None:
    """Short names; without recursion, since nobody knows yet how deep it is."""
    level, count = [root], 0
    for _depth in range(DEEPEST):
        for element in level:
            element.tag = _short(element.tag)
            if element.attrib:
                named = {_short(name): value for name, value in element.attrib.items()}
                element.attrib.clear()
                element.attrib.update(named)
        count += len(level)
        level = [child for element in level for child in element]
        if not level:
            return
        if count > MOST_ELEMENTS:
            raise RefusedError("too_long")
    raise RefusedError("too_deep")


def _short(name: str) -> str:
    match = NAME.fullmatch(name)
    if not match:
        return name
    prefix = PREFIXES.get(match[1], "?")
    return f"{prefix}:{match[2]}" if prefix else match[2]
