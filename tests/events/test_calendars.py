"""An event as a calendar: what programs read, and what they are told when it changes (RFC 5545)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from events.models import Event
from tests.sendings import make_call, make_event

pytestmark = pytest.mark.django_db


def calendar(client, event):
    response = client.get(f"{event.get_absolute_url()}calendar.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def entries(client, event) -> dict:
    """By the part of the UID that says what they are."""
    found = calendar(client, event).walk("VEVENT")
    return {str(entry["UID"]).split("-")[0]: entry for entry in found}


def test_the_days_of_an_event_are_whole_days(client):
    event = make_event(starts_on=date(2027, 5, 3), ends_on=date(2027, 5, 5), venue="A made-up hall")
    entry = entries(client, event)["event"]
    assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (
        date(2027, 5, 3),
        date(2027, 5, 6),
    )
    assert entry["LOCATION"] == "A made-up hall"
    assert entry["SUMMARY"] == str(event)
    assert entry["URL"].endswith(event.get_absolute_url())


def test_an_event_of_one_day_ends_on_the_next(client):
    entry = entries(client, make_event(starts_on=date(2027, 5, 3)))["event"]
    assert entry.decoded("DTEND") == date(2027, 5, 4)


def test_the_deadline_is_an_instant_in_utc(client):
    event = make_call(
        call_closes_on=date(2027, 3, 1), call_closes_time=None, time_zone="Asia/Tbilisi"
    )
    entry = entries(client, event)["deadline"]
    assert entry.decoded("DTSTART") == datetime(2027, 3, 2, 11, 59, 59, tzinfo=UTC)


def test_what_is_to_be_announced_is_left_out(client):
    event = make_event()
    assert entries(client, event) == {}
    text = client.get(f"{event.get_absolute_url()}calendar.ics").content.decode()
    assert "announced" not in text
    Event.objects.update(starts_on=date(2027, 5, 3))
    assert "LOCATION" not in entries(client, event)["event"]


def test_a_change_keeps_the_uid_and_raises_the_sequence(client):
    event = make_event(starts_on=date(2027, 5, 3))
    first = entries(client, event)["event"]
    Event.objects.update(venue="A made-up hall")
    second = entries(client, event)["event"]
    assert second["UID"] == first["UID"]
    assert second["SEQUENCE"] == first["SEQUENCE"] + 1
    assert second.decoded("LAST-MODIFIED") >= first.decoded("LAST-MODIFIED")


@pytest.mark.parametrize(
    ("changes", "is_counted"),
    [
        ({"name": "B"}, True),
        ({"starts_on": date(2028, 1, 1)}, True),
        ({"venue_address": "B"}, True),
        ({"call_closes_on": date(2028, 1, 1)}, True),
        ({"time_zone": "Asia/Baku"}, True),
        ({"venue": ""}, False),
        ({"word_limit": 500}, False),
        ({"body": "<p>B</p>"}, False),
        ({"is_public": True}, False),
    ],
)
def test_only_what_stands_in_a_calendar_is_counted(changes, is_counted):
    make_call()
    before = Event.objects.get().revision
    Event.objects.update(**changes)
    assert Event.objects.get().revision == before + is_counted


def test_names_in_other_scripts_and_hostile_ones_stay_what_they_are(client):
    name = "Խաղաղություն; a,b\\c " * 9
    event = make_event(name=name, starts_on=date(2027, 5, 3), venue="Hall\nBEGIN:VEVENT")
    entry = entries(client, event)["event"]
    assert entry["SUMMARY"] == str(event)
    assert len(calendar(client, event).walk("VEVENT")) == 1
    body = client.get(f"{event.get_absolute_url()}calendar.ics").content
    assert max(len(line) for line in body.split(b"\r\n")) <= 75


def test_an_event_that_is_not_public_has_no_calendar(client):
    event = make_event(is_public=False)
    assert client.get(f"{event.get_absolute_url()}calendar.ics").status_code == 404


def test_a_calendar_costs_one_query(client, django_assert_num_queries):
    event = make_call(starts_on=date(2027, 5, 3))
    with django_assert_num_queries(1):
        client.get(f"{event.get_absolute_url()}calendar.ics")


def test_programs_are_asked_to_come_again(client):
    found = calendar(client, make_call())
    assert found.decoded("REFRESH-INTERVAL") == timedelta(hours=12)
    assert found["X-PUBLISHED-TTL"].to_ical() == b"PT12H"
    assert (found["VERSION"], found["METHOD"]) == ("2.0", "PUBLISH")
