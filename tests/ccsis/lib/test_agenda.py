from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from ccsis.lib.agenda import Days, Entry, Month, Sign

TBILISI = "Asia/Tbilisi"


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "1989-12", "2200-01", "26-11", "2026-11-01"]
)
def test_what_is_no_month(text):
    assert Month.of(text) is None


def test_a_month_knows_its_weeks_from_monday_on_and_its_neighbours():
    month = Month.of("2026-11")
    assert (month.days.first, month.days.last) == (date(2026, 10, 26), date(2026, 12, 6))
    assert {len(week) for week in month.weeks} == {7}
    assert {week[0].isoweekday() for week in month.weeks} == {1}
    assert (str(month.previous), str(month.following)) == ("2026-10", "2026-12")


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("2027-01", "2026-12", "2027-02"),
        ("2026-12", "2026-11", "2027-01"),
        ("2028-02", "2028-01", "2028-03"),
    ],
)
def test_years_end_and_leap(text, before, after):
    month = Month.of(text)
    assert (str(month.previous), str(month.following)) == (before, after)


def test_beyond_the_first_and_the_last_month_there_is_none():
    assert Month.of("1990-01").previous is None
    assert Month.of("2199-12").following is None


def test_a_moment_is_on_the_day_that_it_is_in_the_office():
    late = datetime(2026, 11, 29, 21, 30, tzinfo=UTC)
    with timezone.override(TBILISI):
        entry = Entry.moment(late, "Title", "published", Sign.DONE)
        days = Days(date(2026, 11, 30), date(2026, 11, 30))
        assert (entry.day, f"{entry.at:%H:%M}") == (date(2026, 11, 30), "01:30")
        assert days.hold(late)
        assert days.instants[0] == datetime(2026, 11, 29, 20, tzinfo=UTC)
        assert days.instants[1] == datetime(2026, 11, 30, 20, tzinfo=UTC)
    assert not days.hold(late)
    assert not days.hold(None)


def test_what_lasts_a_day_comes_before_what_has_an_hour():
    noon = datetime(2026, 11, 30, 12, tzinfo=UTC)
    timed = Entry.moment(noon, "A", "published", Sign.DONE)
    whole = Entry(noon.date(), "Z", "event", Sign.EVENT)
    assert sorted([timed, whole], key=lambda entry: entry.place) == [whole, timed]
