"""What is on which day: the desk's calendar, of which each app tells its part.

Each module in the setting DESK_AGENDA has `agenda(request, days) -> Agenda`; what comes later is a
new module there. It asks the database a fixed number of times, and only for what the person may see.
"""

import re
from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from importlib import import_module

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

#: Years that a calendar of ours can show.
FIRST_YEAR, LAST_YEAR = 1990, 2199
MONTH = re.compile(r"(\d{4})-(\d{2})")


class Sign(StrEnum):
    """How an entry looks. Its words say the same."""

    DONE = "done"
    COMING = "coming"
    #: Somebody has to do something, or it will not happen.
    OPEN = "open"
    PLANNED = "planned"
    EVENT = "event"


@dataclass(frozen=True)
class Entry:
    """Something of a day."""

    day: date
    title: str
    #: What happens, in a few words.
    said: str
    sign: Sign
    url: str = ""
    #: None for something of the whole day.
    at: datetime | None = None
    #: Of the title, if it is not that of the desk.
    language: str = ""

    @classmethod
    def moment(cls, at: datetime, *args, **fields) -> "Entry":
        """On the day that it is in the office."""
        local = timezone.localtime(at)
        return cls(local.date(), *args, at=local, **fields)

    @property
    def place(self) -> tuple:
        """Among the entries of its day."""
        return (self.at is not None, self.at and self.at.time(), self.title)


@dataclass(frozen=True)
class Beginning:
    """Something that can be begun for a day: the day (2026-11-30) is put behind the address."""

    label: str
    address: str


@dataclass(frozen=True)
class Agenda:
    entries: list[Entry] = field(default_factory=list)
    beginnings: list[Beginning] = field(default_factory=list)


@dataclass(frozen=True)
class Days:
    """From one day to another, both included."""

    first: date
    last: date

    @property
    def instants(self) -> tuple[datetime, datetime]:
        """When they begin, and when they are over, by the office's clock."""
        zone = timezone.get_current_timezone()
        ends = (self.first, self.last + timedelta(days=1))
        return tuple(datetime.combine(day, time(), zone) for day in ends)

    def hold(self, moment: datetime | date | None) -> bool:
        if moment is None:
            return False
        day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Month:
    year: int
    number: int

    @classmethod
    def of(cls, text: str) -> "Month | None":
        """As an address writes it, 2026-11; None for what is no month that can be shown."""
        found = MONTH.fullmatch(text)
        if not found:
            return None
        year, number = map(int, found.groups())
        is_month = FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= 12
        return cls(year, number) if is_month else None

    @classmethod
    def now(cls) -> "Month":
        return cls.holding(timezone.localdate())

    @classmethod
    def holding(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    def __str__(self):
        return f"{self.year}-{self.number:02d}"

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def weeks(self) -> list[list[date]]:
        """From Monday on, with the days of other months that fill the first and the last one."""
        return Calendar().monthdatescalendar(self.year, self.number)

    @property
    def days(self) -> Days:
        return Days(self.weeks[0][0], self.weeks[-1][-1])

    @property
    def previous(self) -> "Month | None":
        return self.of(str(Month.holding(self.first - timedelta(days=1))))

    @property
    def following(self) -> "Month | None":
        return self.of(str(Month.holding(self.first + timedelta(days=31))))


@dataclass(frozen=True)
class Day:
    date: date
    entries: list[Entry]
    is_today: bool
    #: Whether it is of the month that is shown.
    is_own: bool
    #: What can be begun for it: label and address.
    ways: list[tuple[str, str]]

    @property
    def is_listed(self) -> bool:
        """Where only days with something on them are shown."""
        return self.is_own and bool(self.entries or self.is_today)


def weeks_of(request: HttpRequest, month: Month) -> list[list[Day]]:
    """The days of a month, with what is on them for this person."""
    told = [import_module(name).agenda(request, month.days) for name in settings.DESK_AGENDA]
    entries = defaultdict(list)
    for entry in sorted((one for part in told for one in part.entries), key=lambda one: one.place):
        entries[entry.day].append(entry)
    beginnings = [one for part in told for one in part.beginnings]
    today = timezone.localdate()

    def day(of: date) -> Day:
        ways = [(one.label, f"{one.address}{of}") for one in beginnings] if of >= today else []
        return Day(of, entries[of], of == today, of.month == month.number, ways)

    return [[day(of) for of in week] for week in month.weeks]
