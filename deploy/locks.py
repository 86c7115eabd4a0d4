"""Locks that the kernel lets go of when their holder dies, however it dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Held(Exception):  # noqa: N818
    """Another process holds the lock; the text is the note it left."""


@contextmanager
def held(path: Path, *, note: str = "", wait: bool = False) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            file.seek(0)
            raise Held(file.read()) from None
        file.truncate(0)
        file.write(note)
        file.flush()
        yield
