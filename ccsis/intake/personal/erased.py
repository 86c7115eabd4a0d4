"""What was erased, in a file outside the database and its backups (ERASURES)."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from ccsis.intake.links import kinds
from ccsis.intake.models import Submission


def note(row: Submission) -> None:
    """Add a line, on the disk before this returns. It names the row and nobody."""
    path = Path(settings.ERASURES)
    path.parent.mkdir(parents=True, exist_ok=True)
    line = {"reference": row.reference, "erased_at": timezone.now().isoformat()}
    with path.open("ab+") as file:
        file.write(_end_of_torn_line(file) + json.dumps(line).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def rows_that_came_back() -> list[Submission]:
    """Rows that were erased and, by a restored backup, are not."""
    references = {line["reference"] for line in _lines()}
    return [
        row
        for kind in kinds().values()
        for row in kind._base_manager.filter(reference__in=references, erased_at=None)
    ]


def _end_of_torn_line(file) -> bytes:
    """A full disk can cut a line short: what is added must not be glued to it."""
    if not file.tell():
        return b""
    file.seek(-1, os.SEEK_END)
    return b"" if file.read(1) == b"\n" else b"\n"


def _lines() -> Iterator[dict]:
    """Without torn ones, whose erasure did not happen either."""
    try:
        lines = Path(settings.ERASURES).read_text().splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        with suppress(ValueError):
            yield json.loads(line)
