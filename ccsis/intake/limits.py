"""How much may come from one place: counted by network, under a key that lives for a day.

There is no limit for all together, so a flood from one place locks nobody else out.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone

from ccsis.intake.models import Count, DayKey
from ccsis.lib.addresses import block_of, client_address

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    most: int
    within: timedelta


#: A university behind one address sends its abstracts in the last hour; a flood is another matter.
SENDINGS = (Limit(30, HOUR), Limit(100, DAY))
#: By purpose, where it is less.
OTHERS = {
    "lost-link": (Limit(10, HOUR), Limit(30, DAY)),
    # Of up to 10 MB each. A form that is refused has its file kept, so more files come than forms.
    "file": (Limit(60, HOUR), Limit(200, DAY)),
}

#: Counts only what is let in, so that a flood does not prolong what it has brought upon its neighbours.
COUNT = f"""
INSERT INTO {Count._meta.db_table} AS count (place, begins_at, number) VALUES (%s, %s, 1)
ON CONFLICT (place, begins_at) DO UPDATE SET number = count.number + 1 WHERE count.number < %s
RETURNING number
"""  # noqa: S608 (the table's own name)


@dataclass(frozen=True)
class Allowance:
    is_allowed: bool
    #: In seconds, until it makes sense to try again.
    retry_after: int = 0


def count_sending(request: HttpRequest, purpose: str, once: str = "") -> Allowance:
    """Count a sending from where this request comes, unless the place has sent its share already.

    once: what is counted the first time alone, such as a form's key, however many come together.
    """
    block, now = block_of(client_address(request)), timezone.now()
    key = _key_of(now)
    waits = []
    with transaction.atomic():
        if once and not _is_counted(_digest(key, "once", once), _beginning(now, DAY), 1):
            return Allowance(True)
        for limit in OTHERS.get(purpose, SENDINGS):
            begins_at = _beginning(now, limit.within)
            place = _digest(key, purpose, limit.within, block)
            if not _is_counted(place, begins_at, limit.most):
                waits.append(begins_at + limit.within - now)
        # What is refused in one window counts in none.
        transaction.set_rollback(bool(waits))
    longest = max(waits, default=timedelta(0))
    return Allowance(not waits, ceil(longest.total_seconds()))


def forget_places() -> None:
    """Delete counters that are over, and the keys of days that are."""
    now = timezone.now()
    Count.objects.filter(begins_at__lt=now - DAY).delete()
    DayKey.objects.filter(day__lt=now.date()).delete()


def _digest(key: bytes, *parts) -> str:
    return hmac.digest(key, " ".join(map(str, parts)).encode(), "sha256").hex()


def _is_counted(place: str, begins_at: datetime, most: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [place, begins_at, most])
        return cursor.fetchone() is not None


def _beginning(now: datetime, within: timedelta) -> datetime:
    """Of the window that a moment is in; windows begin at midnight UTC and follow each other."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + (now - midnight) // within * within


def _key_of(now: datetime) -> bytes:
    day = now.date()
    if found := DayKey.objects.filter(day=day).first():
        return bytes(found.key)
    # Also where no worker runs: whose yesterday's counters were is known to nobody any more.
    DayKey.objects.filter(day__lt=day).delete()
    DayKey.objects.bulk_create(
        [DayKey(day=day, key=secrets.token_bytes(32))], ignore_conflicts=True
    )
    return bytes(DayKey.objects.get(day=day).key)
