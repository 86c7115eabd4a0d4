"""What Word and OpenDocument texts can hold beside text.

The formats: ECMA-376 (docx), OASIS OpenDocument 1.3 (odt).
"""

import re
from typing import BinaryIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml import DefusedXmlException
from defusedxml.sax import parse

from ccsis.intake.uploads.inspection import archives

#: Word Online numbers its own: word/document2.xml.
MAIN_PART = {"docx": "word/document", "odt": "content.xml"}
MACRO_PART = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml)$|^Scripts/.|^Basic/.", re.IGNORECASE)
EMBEDDED_PART = re.compile(r"^word/(embeddings|activeX)/.", re.IGNORECASE)
XML_PART = re.compile(r"\.(xml|rels|svg|rdf|xml\.rels)$", re.IGNORECASE)
#: Fields that reach for other files or programs when somebody updates them.
ACTIVE_FIELD = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT)\b")
ELSEWHERE = re.compile(r"\s*(?!data:)(\w{2,}:|//|\\\\|\.\./)", re.IGNORECASE)
#: Kinds of relationships; the last brings in pages of HTML.
EMBEDDING = {"oleObject", "package", "control", "aFChunk"}
#: Elements of OpenDocument whose address is loaded by itself; a link in the text is not.
LOADED = {
    "image",
    "object",
    "object-ole",
    "floating-frame",
    "plugin",
    "applet",
    "section-source",
    "dde-source",
    "fill-image",
}


def look(file: BinaryIO, kind: str, copy: BinaryIO | None = None) -> set[str]:
    found: set[str] = set()
    archive = archives.look(file, found)
    if archive is None:
        return found
    with archive:
        names = archive.namelist()
        if any(map(MACRO_PART.search, names)):
            found.add("macros")
        if not any(name.startswith(MAIN_PART[kind]) for name in names):
            found.add("damaged")
        if any(map(EMBEDDED_PART.search, names)):
            found.add("embedded_objects")
        for info in archive.infolist():
            # LibreOffice writes some that are empty.
            if info.file_size and XML_PART.search(info.filename):
                _look_at_xml(archive, info, found)
    return found


def _look_at_xml(archive: ZipFile, info: ZipInfo, found: set[str]) -> None:
    try:
        with archive.open(info) as part:
            parse(part, Reader(found))
    except DefusedXmlException:
        found.add("entities")
    except (SAXException, BadZipFile, LookupError, ValueError):
        found.add("unreadable")


class Reader(ContentHandler):
    """Adds to what was found; names of elements are compared without their prefix."""

    def __init__(self, found: set[str]):
        super().__init__()
        self.found = found
        self.field: list[str] | None = None

    def startElement(self, name, attrs):  # noqa: N802 (the name is xml.sax's)
        element = _local(name)
        values = {_local(key): attrs[key] for key in attrs.getNames()}
        if element == "Relationship":
            self._look_at_relationship(values)
        elif element in LOADED and ELSEWHERE.match(values.get("href", "")):
            self.found.add("external_content")
        elif element in {"script", "event-listener"}:
            self.found.add("javascript" if name in {"script", "svg:script"} else "macros")
        elif element in {"Override", "Default"} and "macroEnabled" in values.get("ContentType", ""):
            self.found.add("macros")
        self._look_at_field(element, values)

    def endElement(self, name):  # noqa: N802
        if _local(name) in {"p", "instrText"} and self.field is not None:
            self._look_at_instruction("".join(self.field))
            if _local(name) == "p":
                self.field = None

    def characters(self, content):
        if self.field is not None:
            self.field.append(content)

    def _look_at_relationship(self, values: dict) -> None:
        kind = values.get("Type", "").rsplit("/", 1)[-1]
        if values.get("TargetMode") == "External" and kind != "hyperlink":
            self.found.add("external_content")
        if kind in EMBEDDING:
            self.found.add("embedded_objects")
        if kind in {"vbaProject", "wordVbaData"}:
            self.found.add("macros")

    def _look_at_field(self, element: str, values: dict) -> None:
        """A field's words may be cut into pieces anywhere; they are joined until the paragraph ends."""
        if element == "instrText" and self.field is None:
            self.field = []
        elif element == "fldSimple":
            self._look_at_instruction(values.get("instr", ""))
        elif element in {"dde-connection-decl", "dde-connection"}:
            self.found.add("active_fields")

    def _look_at_instruction(self, words: str) -> None:
        if ACTIVE_FIELD.search(words.upper()):
            self.found.add("active_fields")


def _local(name: str) -> str:
    return name.rpartition(":")[2]
