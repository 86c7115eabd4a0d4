"""When the clock alone changes what readers see of events, and that the words change exactly then."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ccsis.lib.deadlines import DAY, GRACE, HOUR, remaining
from ccsis.publicsite import version
from events.calls import standing_of
from events.models import Event
from tests.sendings import make_call, make_event

pytestmark = pytest.mark.django_db

OPENS, CLOSES = datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 1, 10, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def event(db):
    make_call(
        partners_from=None,
        partners_until=None,
        call_opens_on=OPENS.date(),
        call_closes_on=CLOSES.date(),
        call_closes_time=CLOSES.time(),
    )
    return Event.objects.get()


def changes(start, end) -> list[datetime]:
    found, moment = [], start
    while (moment := version.next_change(moment)) and moment <= end:
        found.append(moment)
    return found


def test_a_call_changes_when_it_opens_daily_while_it_is_open_and_when_it_closes(event):
    days = [CLOSES - number * DAY for number in range(9, 0, -1)]
    expected = [OPENS, *days, CLOSES - HOUR, CLOSES, CLOSES + GRACE]
    assert changes(OPENS - DAY, CLOSES + DAY) == expected


def test_the_words_of_a_call_change_at_these_moments_and_at_no_other(event):
    moment, seen = OPENS - HOUR, None
    moments = {change + SECOND for change in changes(OPENS - DAY, CLOSES + DAY)}
    moments |= set(changes(OPENS - DAY, CLOSES + DAY))
    while moment < CLOSES + DAY:
        standing = standing_of(event, moment)
        words = (standing.phase, standing.remaining)
        if seen is not None and words != seen[1]:
            assert any(seen[0] < change <= moment for change in moments), moment
        seen = (moment, words)
        moment += timedelta(minutes=7)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=40), "closes in 40 days"),
        (timedelta(days=3, hours=23), "closes in 3 days"),
        (timedelta(days=1), "closes in 1 day"),
        (timedelta(hours=23, minutes=59), "closes in less than a day"),
        (timedelta(hours=1), "closes in less than a day"),
        (timedelta(minutes=59), "closes in less than an hour"),
        (timedelta(0), "closes in less than an hour"),
        (-SECOND, ""),
    ],
)
def test_how_long_it_is_still_open_in_words(left, words):
    assert remaining(CLOSES, CLOSES - left) == words


def test_an_event_goes_to_the_past_ones_after_its_last_day():
    make_event(
        partners_from=None,
        partners_until=None,
        starts_on=date(2027, 5, 3),
        ends_on=date(2027, 5, 5),
    )
    assert version.next_change(OPENS) == datetime(2027, 5, 7, tzinfo=UTC)
    assert version.next_change(datetime(2027, 5, 7, tzinfo=UTC)) is None


def test_what_is_not_public_changes_nothing(event):
    Event.objects.update(is_public=False)
    assert version.next_change(OPENS - DAY) is None


@pytest.mark.parametrize(
    ("days", "is_past"), [(-3, True), (-2, True), (-1, False), (0, False), (1, False)]
)
def test_the_list_and_the_page_agree_on_what_is_past(days, is_past):
    from django.utils import timezone

    event = make_event(starts_on=timezone.now().date() + timedelta(days=days))
    assert (event in Event.objects.past(), event in Event.objects.coming()) == (
        is_past,
        not is_past,
    )
    assert event.is_past == is_past
