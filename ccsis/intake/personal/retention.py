"""The end of keeping: what the privacy page promises is done every day."""

from collections import Counter

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ccsis.intake.models import Submission
from ccsis.intake.personal.erasure import erase, forget_beside
from ccsis.intake.personal.registry import Record, records

BATCH = 200


def due() -> Counter[str]:
    """How many rows of each table are due, by its label."""
    return Counter({record.label: _due(record).count() for record in _timed()})


def erase_what_is_due() -> Counter[str]:
    """Sendings are erased, each in a transaction of its own; other rows are deleted. Returns how many."""
    return Counter({record.label: _end(record) for record in _timed()})


def _timed() -> list[Record]:
    return [record for record in records() if record.keeps]


def _due(record: Record) -> QuerySet:
    old = {f"{record.since}__lt": timezone.now() - record.keeps}
    rows = record.model._base_manager.filter(**old)
    if record.unless:
        rows = rows.exclude(**record.unless)
    return rows.filter(erased_at=None) if _is_sending(record) else rows


def _end(record: Record) -> int:
    count = 0
    while rows := list(_due(record).order_by("pk")[:BATCH]):
        for row in rows:
            _end_row(row)
        count += len(rows)
    return count


def _end_row(row) -> None:
    if isinstance(row, Submission):
        erase(row)
        return
    with transaction.atomic():
        forget_beside(row)
        row.delete()


def _is_sending(record: Record) -> bool:
    return issubclass(record.model, Submission)
