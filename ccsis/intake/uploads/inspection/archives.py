"""What is wrong with a ZIP archive, whatever is in it.

The format: APPNOTE.TXT 6.3.10, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

import re
import zlib
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MOST_PARTS = 2000
#: Bytes, unpacked.
MOST_IN_ONE = 60 * 1024 * 1024
MOST_IN_ALL = 120 * 1024 * 1024
CHUNK = 64 * 1024
#: A local header without name and extra field; at most this much may follow a part (APPNOTE 4.3.9).
HEADER, DESCRIPTOR = 30, 24
END = b"PK\x05\x06"
UNSAFE = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:|\\|[\x00-\x1f]")
#: A program for Windows has both; two letters alone may be a font's (Word scrambles those).
WINDOWS = (b"MZ", b"PE\x00\x00")
STARTS = {
    b"\x7fELF": "program_inside",
    b"PK\x03\x04": "archive_inside",
    b"Rar!": "archive_inside",
    b"7z\xbc\xaf": "archive_inside",
    # OLE, in which old Office files and macros are kept.
    b"\xd0\xcf\x11\xe0": "embedded_objects",
}
BROKEN = (BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError)


def look(file: BinaryIO, found: set[str]) -> ZipFile | None:
    """Add to what was found; the archive if its parts can be read without harm, else None."""
    try:
        archive = ZipFile(file)
    except BROKEN:
        found.add("damaged")
        return None
    infos = archive.infolist()
    if len(infos) > MOST_PARTS:
        found.add("too_many_parts")
        return None
    _look_at_names(infos, found)
    _look_at_places(archive, file, found)
    if _declared(infos) or "overlapping" in found:
        found |= {"bomb"} if _declared(infos) else set()
        return None
    return archive if _unpack(archive, infos, found) else None


def _look_at_names(infos: list[ZipInfo], found: set[str]) -> None:
    # As they are in the file: zipfile cuts names at NUL and turns separators.
    names = [info.orig_filename for info in infos]
    if any(UNSAFE.search(name) for name in names):
        found.add("unsafe_names")
    if len({name.lower() for name in names}) < len(names):
        found.add("ambiguous")
    if any(info.flag_bits & 0x1 for info in infos):
        found.add("encrypted")


def _look_at_places(archive: ZipFile, file: BinaryIO, found: set[str]) -> None:
    """Parts follow one another from the first byte on, then come the list and the end."""
    place = 0
    for info in sorted(archive.infolist(), key=lambda info: info.header_offset):
        if info.header_offset < place:
            found.add("overlapping")
        elif info.header_offset > place + (DESCRIPTOR if place else 0):
            found.add("hidden_data")
        place = info.header_offset + _header_length(file, info) + info.compress_size
    if archive.start_dir < place:
        found.add("overlapping")
    elif archive.start_dir > place + DESCRIPTOR or _follows_the_end(file):
        found.add("hidden_data")


def _header_length(file: BinaryIO, info: ZipInfo) -> int:
    """The local header tells its own lengths, which may differ from those in the list."""
    file.seek(info.header_offset + 26)
    lengths = file.read(4)
    return HEADER + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")


def _follows_the_end(file: BinaryIO) -> bool:
    """Anything after the end record; a comment too, which no office program writes."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    return len(tail) - tail.rfind(END) != 22


def _declared(infos: list[ZipInfo]) -> bool:
    sizes = [info.file_size for info in infos]
    return max(sizes, default=0) > MOST_IN_ONE or sum(sizes) > MOST_IN_ALL


def _unpack(archive: ZipFile, infos: list[ZipInfo], found: set[str]) -> bool:
    """Read every part to its end, which proves its size and checksum; keep only its first bytes."""
    room = MOST_IN_ALL
    for info in infos:
        if info.flag_bits & 0x1:
            return False
        if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            found.add("unreadable")
            return False
        try:
            room -= _read(archive, info, found)
        except BROKEN:
            found.add("damaged")
            return False
        if room < 0:
            found.add("bomb")
            return False
    return True


def _read(archive: ZipFile, info: ZipInfo, found: set[str]) -> int:
    """How many bytes there were."""
    total = 0
    with archive.open(info) as part:
        while chunk := part.read(CHUNK):
            if not total:
                found |= _told_by(chunk)
            total += len(chunk)
    return total


def _told_by(start: bytes) -> set[str]:
    codes = {code for magic, code in STARTS.items() if start.startswith(magic)}
    is_program = start.startswith(WINDOWS[0]) and WINDOWS[1] in start
    return codes | ({"program_inside"} if is_program else set())
