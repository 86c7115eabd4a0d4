"""Names of files as strangers send them, made fit to be shown and to be saved under."""

import re
import unicodedata

#: Characters; a file system takes 255 bytes, and some add to a name.
LONGEST = 120
MOST_BYTES = 200
#: What no file name may hold on some systems.
RISKY = re.compile(r'[<>:"|?*]')
#: Names of devices: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
SEPARATORS = re.compile(r"[/\\\u2044\u2215\u29f5\u29f8\uff0f\uff3c]")


def clean_name(name: str) -> str:
    """The last part of a path without what hides, turns or breaks a name; its ending in small letters.

    NFC; no format, control or private characters (so no right-to-left marks); no leading dots; at
    most LONGEST characters with the ending. Without a stem it is "file". Cleaning twice changes nothing.
    """
    stem, ending = _parted(_visible(SEPARATORS.split(_visible(name))[-1]))
    stem = RISKY.sub("_", stem).strip(". ")
    if RESERVED.fullmatch(stem.split(".")[0].strip()):
        stem = f"_{stem}"
    return f"{_bounded(stem, len(ending)) or 'file'}{ending}"


def extension(name: str) -> str:
    """The ending of a cleaned name, without its dot; empty if it has none."""
    return _parted(name)[1].lstrip(".")


def _visible(name: str) -> str:
    """Without characters that nobody sees, and with single spaces."""
    text = unicodedata.normalize("NFC", name)
    shown = (" " if unicodedata.category(c)[0] == "Z" else c for c in text if _is_shown(c))
    return " ".join("".join(shown).split())


def _is_shown(character: str) -> bool:
    """Not of the categories C: control, format, surrogate, private, unassigned."""
    return unicodedata.category(character)[0] != "C"


def _parted(name: str) -> tuple[str, str]:
    """A short ending of plain letters and digits is one; anything else belongs to the stem."""
    stem, dot, ending = name.rpartition(".")
    if dot and re.fullmatch(r"[A-Za-z0-9]{1,10}", ending):
        return stem, f".{ending.lower()}"
    return name, ""


def _bounded(stem: str, taken: int) -> str:
    room = stem[: LONGEST - taken].encode()[: MOST_BYTES - taken]
    return room.decode(errors="ignore").strip(". ")
