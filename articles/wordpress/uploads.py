"""Find files of the old site in a copy of its `wp-content/uploads`, and never outside of it."""

import os
import re
import stat
import unicodedata
from functools import lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from django.utils.translation import gettext as _

from articles.wordpress.items import RefusedError
from ccsis.media.ingest import MAX_BYTES

MARK = "/wp-content/uploads/"
#: WordPress cuts smaller files, such as photo-1024x768.jpg, and names its first cut photo-scaled.
SIZE = re.compile(r"-\d{1,5}x\d{1,5}$")


class MissingError(Exception):
    """There is no such picture to be had. The message says why."""


def path_in_uploads(address_path: str) -> str:
    """The part of an address' path below the uploads folder, decoded; empty if there is none."""
    return unquote(address_path).partition(MARK)[2]


def original_of(path: str) -> str:
    """The path of the file that WordPress cut a smaller one from."""
    pure = PurePosixPath(path)
    stem = SIZE.sub("", pure.stem).removesuffix("-scaled")
    return str(pure.with_name(f"{stem}{pure.suffix}")) if stem else path


class Uploads:
    def __init__(self, folder: Path):
        """`folder` is the uploads folder or one above it. Raises RefusedError if it is no folder."""
        if not folder.is_dir():
            raise RefusedError(_("%(path)s is not a folder with media.") % {"path": folder})
        inner = (folder / "wp-content" / "uploads", folder / "uploads", folder)
        self.root = next(path for path in inner if path.is_dir())

    def read(self, path: str) -> bytes:
        """The bytes of a file, the original where it is there. Raises MissingError."""
        for candidate in _candidates(path):
            if found := self._find(candidate):
                return _content(found)
        raise MissingError(_("not found in %(folder)s") % {"folder": self.root})

    def _find(self, path: str) -> Path | None:
        """Walk down name by name, as the folders list them: nothing else can be reached."""
        place = self.root
        for name in path.split("/"):
            entry = _names_in(place).get(_key(name)) if name else None
            if entry is None:
                return None
            exact = _names_in(place).get(name)
            place = place / (exact or entry)
            if place.is_symlink():
                raise MissingError(_("refused: %(name)s is a symbolic link") % {"name": name})
        return place


def _candidates(path: str) -> list[str]:
    pure = PurePosixPath(path)
    whole = SIZE.sub("", pure.stem)
    scaled = str(pure.with_name(f"{whole}-scaled{pure.suffix}")) if whole else path
    unscaled = str(pure.with_name(f"{whole}{pure.suffix}")) if whole else path
    return list(dict.fromkeys([original_of(path), unscaled, scaled, path]))


def _key(name: str) -> str:
    """Names that differ only in case or in Unicode's forms are one."""
    return unicodedata.normalize("NFC", name).casefold()


@lru_cache(maxsize=32)
def _names_in(folder: Path) -> dict[str, str]:
    """Name → name for each entry, and a folded name → name."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return {}
    return {_key(name): name for name in names} | {name: name for name in names}


def _content(path: Path) -> bytes:
    try:
        details = path.lstat()
        if not stat.S_ISREG(details.st_mode):
            raise MissingError(_("refused: not an ordinary file"))
        if details.st_size > MAX_BYTES:
            limit = MAX_BYTES // 1024 // 1024
            raise MissingError(_("refused: it has more than %(limit)d MB") % {"limit": limit})
        return path.read_bytes()
    except OSError as error:
        raise MissingError(_("cannot be read: %(reason)s") % {"reason": error.strerror}) from error
