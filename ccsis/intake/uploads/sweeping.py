"""What is left behind: files of forms that were never sent, and files that a crash left without a row."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from ccsis.intake.models import Upload, Verdict
from ccsis.intake.uploads import storing
from ccsis.intake.uploads.deleting import delete_uploads
from ccsis.lib.jobs import GIVE_UP

KEPT = timedelta(hours=24)
#: Longer than a check is tried again (`ccsis.lib.jobs`).
GIVEN_UP = GIVE_UP + KEPT
BATCH = 500


@dataclass(frozen=True)
class Swept:
    """How many rows that nobody claimed, and how many files without a row."""

    uploads: int
    files: int


def sweep(*, dry_run: bool = False) -> Swept:
    """Remove what has been left for a day; a dry run only counts it."""
    before = timezone.now() - KEPT
    left = Upload.objects.unclaimed().filter(stored_at__lt=before)
    uploads = left.count() if dry_run else delete_uploads(left)
    orphans = list(_orphans(before))
    if not dry_run:
        storing.remove(orphans)
    return Swept(uploads, len(orphans))


def give_up() -> int:
    """Let the staff have, with a warning, what no check has come to an end with; how many there are."""
    now = timezone.now()
    left = Upload.objects.claimed().filter(verdict=Verdict.UNCHECKED, stored_at__lt=now - GIVEN_UP)
    return left.update(verdict=Verdict.SUSPICIOUS, reasons=["not_checked"], checked_at=now)


def _orphans(before):
    """Files older than any transaction, so that their rows would be seen by now."""
    batch = []
    for name in storing.older_than(before):
        batch.append(name)
        if len(batch) == BATCH:
            yield from _without_row(batch)
            batch = []
    yield from _without_row(batch)


def _without_row(names: list[str]) -> list[str]:
    known = Upload.objects.filter(stored_name__in=names).values_list("stored_name", flat=True)
    return sorted(set(names) - set(known))
