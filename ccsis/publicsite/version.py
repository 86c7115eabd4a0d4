"""The number of the present state of the public site, and when the next state comes by itself.

Whatever is derived from the site (kept pages, above all) is kept under this number. Triggers raise
it in the transaction that changes a table which readers see, so it cannot be forgotten, and no
reader sees the new number with the old rows or the other way round.

It is a row, not a sequence or the highest id of something: these grow before the commit. Of two
transactions, the one that took its number first may commit last, and a page made in between would
be kept under a number that never changes again. The row is locked until the commit instead; only
while committing, and last of all (`ccsis.publicsite.triggers`), so that nobody who holds it waits
for anybody.

The number is the microsecond of the change or, where clocks disagree, one more than the last. So
neither an emptied database nor a restored one comes back to a number that was in use.
"""

from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.db.models import QuerySet

from ccsis.publicsite.models import SiteVersion


def current() -> int:
    """The number of what readers see now; 0 before the first change. One query.

    Ask for it before reading what is to be kept under it: what changes in between is then kept
    under a number that nobody asks for any more.
    """
    return SiteVersion.objects.values_list("number", flat=True).first() or 0


def next_change(after: datetime) -> datetime | None:
    """When what readers see changes next without anybody's doing; None if it never does. One query.

    Each app adds its moments in a module named in TIMED_CHANGES, with a function
    `moments(after) -> list[QuerySet]`: querysets of one column, `at`, of which the first row
    matters.
    """
    first, *others = _moments(after)
    soonest = first.union(*others, all=True).order_by("at").first()
    return soonest and soonest["at"]


def _moments(after: datetime) -> list[QuerySet]:
    modules = [import_module(name) for name in settings.TIMED_CHANGES]
    return [moments for module in modules for moments in module.moments(after)]
