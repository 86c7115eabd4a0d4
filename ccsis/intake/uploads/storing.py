"""The private folder: files of strangers under random names, read by nobody but this site's processes.

A file is on the disk before the row that names it is committed, so a crash leaves at most a file
without a row, and never a row without a file.
"""

import os
import re
import shutil
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone

FOLDER = "uploads"
#: What this module calls its files; it touches no others.
OURS = re.compile(r"[0-9a-f]{32}\.[a-z]{3,4}")


class NoRoom(Exception):  # noqa: N818 (it says what there is)
    """The disk is nearly full; the rest of it is for the site."""


def new_name(kind: str) -> str:
    """A random name with the ending of a kind."""
    return f"{uuid.uuid4().hex}.{kind}"


def write(name: str, chunks: Iterable[bytes]) -> None:
    """Write a new file durably, readable by its owner alone. Raises NoRoom."""
    if shutil.disk_usage(_folder()).free < settings.PRIVATE_ROOM:
        raise NoRoom
    descriptor = os.open(path_of(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as file:
        file.writelines(chunks)
        file.flush()
        os.fsync(file.fileno())
    sync()


def sync() -> None:
    """A new file's entry in the folder outlasts a power cut too."""
    descriptor = os.open(_folder(), os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(name: str) -> BinaryIO:
    """Open a file for reading. Raises FileNotFoundError."""
    return path_of(name).open("rb")


def remove(names: Iterable[str]) -> None:
    """Those that are gone already do no harm."""
    for name in names:
        path_of(name).unlink(missing_ok=True)


def path_of(name: str) -> Path:
    """Raises ValueError for a name that this module did not make."""
    if not OURS.fullmatch(name):
        raise ValueError("not a stored name")
    return _folder() / name


def older_than(moment: datetime) -> Iterator[str]:
    """Names of the files that were written before a moment."""
    for path in _folder().iterdir():
        if OURS.fullmatch(path.name) and _written_at(path) < moment:
            yield path.name


def _written_at(path: Path) -> datetime:
    """Of a file that is being removed by somebody else: now."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone())
    except FileNotFoundError:
        return timezone.now()


def _folder() -> Path:
    folder = Path(settings.PRIVATE_ROOT) / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
