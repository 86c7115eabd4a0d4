from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from ccsis.lib.deadlines import GRACE, Deadline, offset_of

SECOND = timedelta(seconds=1)
AT = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("distance", "is_met", "is_counted"),
    [
        (-SECOND, True, True),
        (timedelta(0), True, True),
        (SECOND, False, True),
        (GRACE, False, True),
        (GRACE + SECOND, False, False),
    ],
)
def test_the_last_instant_is_part_of_the_time_and_of_the_grace(distance, is_met, is_counted):
    deadline = Deadline(AT, ZoneInfo("UTC"))
    assert (deadline.is_met(AT + distance), deadline.is_counted(AT + distance)) == (
        is_met,
        is_counted,
    )


def test_a_deadline_is_shown_by_three_clocks():
    """The day of a call in 2018 that HotCRP's documentation uses: 1527681599 seconds of Unix time."""
    deadline = Deadline(
        datetime.fromtimestamp(1527681599, UTC), ZoneInfo("Asia/Tbilisi"), is_day=True
    )
    assert f"{deadline.anywhere:%Y-%m-%d %H:%M:%S}" == "2018-05-29 23:59:59"
    assert f"{deadline.in_event_time:%Y-%m-%d %H:%M:%S}" == "2018-05-30 15:59:59"
    assert f"{deadline.in_utc:%Y-%m-%d %H:%M:%S}" == "2018-05-30 11:59:59"
    assert deadline.offset == "UTC+4"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "UTC"),
        (240, "UTC+4"),
        (330, "UTC+5:30"),
        (-210, "UTC−3:30"),
        (-720, "UTC−12"),
        (765, "UTC+12:45"),
    ],
)
def test_an_offset_in_words(minutes, words):
    assert offset_of(AT.astimezone(timezone(timedelta(minutes=minutes)))) == words
