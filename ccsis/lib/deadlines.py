"""Deadlines: an instant, or a day that ends last of all on Earth.

A day without a time ends at 23:59:59 in UTC−12, "Anywhere on Earth", so that it is not over while
any place still has it. https://www.ieee802.org/16/aoe.html
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

ANYWHERE = timezone(timedelta(hours=-12), "AoE")
#: What comes this late still counts. It is not advertised: a clock that is slow, a line that is bad.
GRACE = timedelta(minutes=15)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True)
class Deadline:
    """at: the last instant, aware. zone: where the event is. is_day: named as a day, without a time."""

    at: datetime
    zone: ZoneInfo
    is_day: bool = False

    @property
    def counted_until(self) -> datetime:
        return self.at + GRACE

    def is_met(self, moment: datetime) -> bool:
        return moment <= self.at

    def is_counted(self, moment: datetime) -> bool:
        """Whether what arrived then counts: the deadline and its grace are parts of the time."""
        return moment <= self.counted_until

    @property
    def in_event_time(self) -> datetime:
        return self.at.astimezone(self.zone)

    @property
    def anywhere(self) -> datetime:
        return self.at.astimezone(ANYWHERE)

    @property
    def in_utc(self) -> datetime:
        return self.at.astimezone(UTC)

    @property
    def offset(self) -> str:
        """Of event time at that moment, as "UTC+4"."""
        return offset_of(self.in_event_time)


def offset_of(moment: datetime) -> str:
    """The distance of an aware time from UTC, as "UTC+4", "UTC−3:30" or "UTC"."""
    minutes = round(moment.utcoffset().total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return "UTC" + (f"{sign}{hours}" + (f":{rest:02}" if rest else "") if minutes else "")


def remaining(deadline: datetime, now: datetime) -> str:
    """In words, "closes in 3 days"; "" once it is over. It changes at `next_words` alone."""
    left = deadline - now
    if left < timedelta(0):
        return ""
    if left < HOUR:
        return _("closes in less than an hour")
    if left < DAY:
        return _("closes in less than a day")
    text = ngettext("closes in %(days)d day", "closes in %(days)d days", left.days)
    return text % {"days": left.days}
