"""Looking into files, in a process of its own, so that a file that explodes or hangs stops nobody.

That process has no database, no keys and no environment; its time, memory and output are limited
(`ccsis.intake.uploads.inspection.limits`).
"""

import json
from functools import partial
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from ccsis.intake.models import Upload, Verdict
from ccsis.intake.uploads import sealed, storing
from ccsis.intake.uploads.inspection import PICTURES
from ccsis.intake.uploads.reasons import verdict_of
from ccsis.lib import programs

MODULE = "ccsis.intake.uploads.inspection"
#: Seconds.
LONGEST = 20
#: Bytes of its answer that are read.
MOST_SAID = 10_000


def check(upload: Upload) -> Verdict:
    """Look into the file of an upload and write down what was found.

    A picture is kept as a copy without metadata and what was sent is deleted. Raises RuntimeError if
    the program for it cannot be run, sealed.Undecipherable, storing.NoRoom.
    """
    kept = upload.stored_name
    with sealed.memory_file() as copy:
        reasons = inspect(upload, copy)
        verdict = verdict_of(reasons)
        if upload.kind in PICTURES and verdict == Verdict.CLEAN:
            kept = storing.new_name(upload.kind)
            sealed.write_again(upload, kept, copy.read())
    try:
        _record(upload.pk, upload.stored_name, verdict, reasons, kept)
    finally:
        storing.remove({kept} - {upload.stored_name} - _names(upload.pk))
    return verdict


def inspect(upload: Upload, copy: BinaryIO) -> list[str]:
    """Codes of what is wrong with a file (`ccsis.intake.uploads.reasons`); none if nothing is.

    copy: takes a picture that is written anew, and is rewound. Raises RuntimeError, Undecipherable.
    """
    try:
        file = sealed.plain(upload)
    except FileNotFoundError:
        return ["missing"]
    with file:
        try:
            said = programs.run(
                MODULE,
                upload.kind,
                str(copy.fileno()),
                file=file,
                seconds=LONGEST,
                most_bytes=MOST_SAID,
                open_files=[copy.fileno()],
            )
        except programs.TooCostlyError:
            return ["too_costly"]
    copy.seek(0)
    return json.loads(said)


@transaction.atomic
def _record(pk: int, stored_name: str, verdict: Verdict, reasons: list[str], kept: str) -> None:
    """Once: what another check has found meanwhile, or has deleted, stays as it is."""
    awaited = Upload.objects.filter(pk=pk, stored_name=stored_name, verdict=Verdict.UNCHECKED)
    now = timezone.now()
    done = awaited.update(verdict=verdict, reasons=reasons, checked_at=now, stored_name=kept)
    if done and kept != stored_name:
        transaction.on_commit(partial(storing.remove, [stored_name]))


def _names(pk: int) -> set[str]:
    return set(Upload.objects.filter(pk=pk).values_list("stored_name", flat=True))
