"""What a PDF can do beside being read (ISO 32000-2), and what else the file may be."""

import contextlib
import re
from typing import BinaryIO

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

MOST_OBJECTS = 200_000
#: How near the end of a file the end record of an archive must be for programs to find it.
ARCHIVE_TAIL = 66_000
END = b"%%EOF"
WHITE = b" \t\r\n\x00\x1a"
HTML = re.compile(
    rb"<(!doctype\s+html|html|head|body|script|svg|\?php|iframe)[\s>/]", re.IGNORECASE
)
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
#: Long enough not to stand in compressed data by chance. They find what no table of the file names.
RAW = {
    b"/JavaScript": "javascript",
    b"/Launch": "launches",
    b"/EmbeddedFile": "embedded_objects",
    b"/RichMedia": "embedded_objects",
}
#: Keys of dictionaries.
KEYS = {
    "/JS": "javascript",
    "/JavaScript": "javascript",
    "/EmbeddedFiles": "embedded_objects",
    "/EF": "embedded_objects",
    "/XFA": "forms",
}
#: Kinds of actions (12.6.4) and of annotations (12.5.6); both are values of keys.
VALUES = {
    "/JavaScript": "javascript",
    "/Launch": "launches",
    "/GoToE": "launches",
    "/GoToR": "launches",
    "/ImportData": "forms",
    "/SubmitForm": "forms",
    "/FileAttachment": "embedded_objects",
    "/EmbeddedFile": "embedded_objects",
    "/RichMedia": "embedded_objects",
    "/Movie": "embedded_objects",
    "/Sound": "embedded_objects",
    "/3D": "embedded_objects",
}
#: Going somewhere in the same document.
HARMLESS_OPENINGS = {"/GoTo", "/Named", None}


def look(file: BinaryIO, kind: str = "pdf", copy: BinaryIO | None = None) -> set[str]:
    data = file.read()
    found = _look_at_bytes(data)
    file.seek(0)
    try:
        _look_at_objects(file, found)
    except MemoryError:
        found.add("too_costly")
    except Exception:
        # A hostile file may make the library fail in any way.
        found.add("unreadable")
    return found


def _look_at_bytes(data: bytes) -> set[str]:
    names = ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), data)
    found = {code for name, code in RAW.items() if name in names}
    rest = data[data.rfind(END) + len(END) :].strip(WHITE)
    if b"PK\x05\x06" in data[-ARCHIVE_TAIL:] or HTML.search(data[:1024]) or HTML.search(rest):
        found.add("second_format")
    if rest:
        found.add("hidden_data")
    return found


def _look_at_objects(file: BinaryIO, found: set[str]) -> None:
    reader = PdfReader(file, strict=False)
    # Many are encrypted with no password for reading.
    if reader.is_encrypted and not reader.decrypt(""):
        found.add("encrypted")
        return
    root = reader.trailer["/Root"].get_object()
    with contextlib.suppress(KeyError):
        _look_at_opening(root["/OpenAction"], found)
    _walk(reader.trailer, found)


def _look_at_opening(opening, found: set[str]) -> None:
    opening = opening.get_object()
    if isinstance(opening, DictionaryObject) and opening.get("/S") not in HARMLESS_OPENINGS:
        found.add("opens_by_itself")


def _walk(start, found: set[str]) -> None:
    """Everything that can be reached; no stream is unpacked except those that hold objects."""
    seen, waiting, looked_at = set(), [start], 0
    while waiting:
        item = waiting.pop()
        if isinstance(item, IndirectObject):
            if (item.idnum, item.generation) in seen:
                continue
            seen.add((item.idnum, item.generation))
            item = item.get_object()
        looked_at += 1
        if looked_at > MOST_OBJECTS:
            found.add("too_costly")
            return
        waiting += _inside(item, found)


def _inside(item, found: set[str]) -> list:
    # A value may be an object of its own.
    found |= _told_by(item)
    if isinstance(item, ArrayObject):
        return [part for part in list.__iter__(item) if _may_hold(part)]
    if not isinstance(item, DictionaryObject):
        return []
    pairs = [(key, item.raw_get(key)) for key in item]
    found |= {KEYS[key] for key, _ in pairs if key in KEYS}
    found |= set().union(*(_told_by(value) for _, value in pairs))
    return [value for _, value in pairs if _may_hold(value)]


def _told_by(value) -> set[str]:
    return {VALUES[value]} if isinstance(value, str) and value in VALUES else set()


def _may_hold(value) -> bool:
    return isinstance(value, IndirectObject | ArrayObject | DictionaryObject)
