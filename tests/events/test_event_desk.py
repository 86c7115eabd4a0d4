"""An event as staff edit it, and its next edition."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group, User
from django.db import IntegrityError

from ccsis.accounts.roles import EVENT_MANAGER, PUBLISHER, ROLES
from events.models import Abstract, Event, Partner, Topic
from tests.careful import sign_in
from tests.sendings import (
    event_fields,
    make_abstract,
    make_author,
    make_call,
    make_event,
    make_partner,
)

pytestmark = pytest.mark.django_db

ADD = "/staff/events/event/add/"


def add(client, **changes):
    return client.post(ADD, event_fields(**changes))


def errors_of(response) -> dict:
    form = response.context["adminform"].form
    return {
        name: [error.code for error in errors] for name, errors in form.errors.as_data().items()
    }


def test_an_event_with_its_call_is_made(staff_client):
    rows = {"topics-TOTAL_FORMS": 2, "topics-0-number": 1, "topics-0-name": "Clauses"}
    rows |= {"topics-1-number": 2, "topics-1-name": "Archives"}
    rows |= {"formats-TOTAL_FORMS": 1, "formats-0-number": 1, "formats-0-kind": "panel"}
    response = add(
        staff_client,
        interpretation=["hy", "az", "ru", "tr"],
        call_opens_on="2030-01-01",
        call_closes_on="2030-03-01",
        **rows,
    )
    assert response.status_code == 302
    event = Event.objects.get()
    assert [topic.name for topic in event.topics.all()] == ["Clauses", "Archives"]
    assert event.interpreters == ["Armenian", "Azerbaijani", "Russian", "Turkish"]
    assert event.call_opens_at == datetime(2029, 12, 31, 20, tzinfo=UTC)
    assert event.call_closes_at == datetime(2030, 3, 2, 11, 59, 59, tzinfo=UTC)
    assert not event.is_public


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": "—"}, {"__all__": ["event_has_name"]}),
        ({"time_zone": "Asia/Nowhere"}, {"time_zone": ["invalid_choice"]}),
        ({"interpretation": ["xx"]}, {"interpretation": ["invalid_choice"]}),
        ({"word_limit": 5}, {"word_limit": ["min_value"]}),
        ({"author_cap": 0}, {"author_cap": ["min_value"]}),
        ({"starts_on": "2030-05-02", "ends_on": "2030-05-01"}, {"__all__": [None]}),
        ({"ends_on": "2030-05-01"}, {"__all__": [None]}),
        ({"call_opens_time": "10:00"}, {"__all__": [None]}),
        ({"call_closes_time": "10:00"}, {"__all__": [None]}),
        ({"call_closes_on": "2030-01-01"}, {"call_opens_on": ["no_opening"]}),
        (
            {
                "starts_on": "9999-12-31",
                "call_opens_on": "2030-01-01",
                "call_closes_on": "9999-12-31",
            },
            {"starts_on": ["far_away"], "call_closes_on": ["far_away"]},
        ),
        ({"call_opens_on": "0001-01-01"}, {"call_opens_on": ["far_away"]}),
        (
            {"partners_until_0": "9999-12-31", "partners_until_1": "23:59:59"},
            {"partners_until": ["far_away"]},
        ),
        (
            {"call_opens_on": "2030-03-01", "call_closes_on": "2030-02-01"},
            {"call_closes_on": ["first"]},
        ),
        (
            {
                "time_zone": "Europe/Berlin",
                "call_opens_on": "2027-01-01",
                "call_closes_on": "2027-03-28",
                "call_closes_time": "02:30",
            },
            {"call_closes_time": ["unclear_hour"]},
        ),
        (
            {
                "time_zone": "Europe/Berlin",
                "call_opens_on": "2027-10-31",
                "call_opens_time": "02:30",
            },
            {"call_opens_time": ["unclear_hour"]},
        ),
    ],
)
def test_an_event_that_cannot_be_is_refused_with_what_was_event_fields(
    staff_client, changes, expected
):
    response = add(staff_client, **changes)
    assert response.status_code == 200
    found = errors_of(response)
    assert {name: len(codes) for name, codes in found.items()} == {
        name: len(codes) for name, codes in expected.items()
    }
    assert not Event.objects.exists()
    assert "another-2030" in response.content.decode()


def test_a_closing_without_an_opening_is_told_what_is_missing(staff_client):
    page = add(staff_client, call_closes_on="2030-01-01").content.decode()
    assert "Say when the call opens, too." in page


@pytest.mark.parametrize("name", ["starts_on", "call_closes_on"])
def test_the_database_refuses_days_that_no_page_could_show(name):
    event = make_call()
    with pytest.raises(IntegrityError, match="event_is_in_our_times"):
        Event.objects.filter(pk=event.pk).update(**{name: date(9999, 12, 31)})


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "America/New_York", "Asia/Tbilisi", "Asia/Kolkata"]
)
@pytest.mark.parametrize("month", range(1, 13))
def test_the_database_and_python_agree_when_a_call_closes(zone, month):
    make_call(time_zone=zone, call_opens_on=date(2026, 1, 1), call_closes_on=date(2027, month, 15))
    Event.objects.update(call_closes_time=time(17, 30))
    expected = datetime(2027, month, 15, 17, 30, tzinfo=ZoneInfo(zone))
    assert Event.objects.get().call_closes_at == expected


def test_the_page_says_when_the_call_closes_by_the_clocks_that_matter(staff_client):
    event = make_call(
        call_opens_on=date(2026, 1, 1),
        call_closes_on=date(2027, 3, 1),
        call_closes_time=None,
        time_zone="Asia/Yerevan",
    )
    page = staff_client.get(f"/staff/events/event/{event.pk}/change/").content.decode()
    assert "2 March 2027, 15:59 (Asia/Yerevan, UTC+4)" in page
    assert "1 March 2027, 23:59 AoE" in page
    assert "2 March 2027, 11:59 UTC" in page
    assert "2 March 2027, 15:59 Baku, Tbilisi, Yerevan" in page


def test_a_topic_that_abstracts_have_cannot_be_deleted(staff_client):
    event = make_call()
    topic = event.topics.first()
    make_abstract(event, topic=topic)
    rows = {"topics-TOTAL_FORMS": 1, "topics-INITIAL_FORMS": 1, "topics-0-id": topic.pk}
    rows |= {"topics-0-event": event.pk, "topics-0-number": 1, "topics-0-name": topic.name}
    path = f"/staff/events/event/{event.pk}/change/"
    page = staff_client.get(path)
    hidden = dict.fromkeys(("_work",), page.context["desk"]["claim"])
    hidden["_fingerprint"] = page.context["desk"]["visit"].fingerprint
    response = staff_client.post(path, event_fields(**rows, **hidden, **{"topics-0-DELETE": "on"}))
    assert response.status_code in (200, 409)
    assert Topic.objects.filter(pk=topic.pk).exists()


def copy(client, event, **changes):
    return client.post(
        f"/staff/events/event/{event.pk}/copy/", {"edition": "2028", "slug": "next-2028"} | changes
    )


def test_the_next_edition_has_texts_topics_and_formats_and_nobody(staff_client):
    event = make_call(summary="S", venue="Hall", starts_on=date(2027, 5, 1), interpretation=["hy"])
    make_author(make_abstract(event))
    make_partner(event)
    response = copy(staff_client, event)
    new = Event.objects.get(slug="next-2028")
    assert response["Location"] == f"/staff/events/event/{new.pk}/change/"
    assert (new.name, new.summary, new.interpretation) == (event.name, "S", ["hy"])
    assert [topic.name for topic in new.topics.all()] == [
        topic.name for topic in event.topics.all()
    ]
    assert [row.kind for row in new.formats.all()] == ["keynote", "panel", "workshop"]
    assert (new.is_public, new.venue, new.starts_on) == (False, "", None)
    assert (new.call_opens_at, new.call_closes_at, new.partners_from) == (None, None, None)
    assert not Abstract.objects.filter(event=new).exists()
    assert not Partner.objects.filter(event=new).exists()
    assert event.topics.count() == 2


def test_a_copy_is_asked_for_first(staff_client):
    event = make_event()
    assert staff_client.get(f"/staff/events/event/{event.pk}/copy/").status_code == 200
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    "changes", [{"slug": "made-up-2027"}, {"slug": "a b"}, {"slug": ""}, {"edition": ""}]
)
def test_a_copy_without_an_address_of_its_own_is_refused(staff_client, changes):
    assert copy(staff_client, make_event(), **changes).status_code == 422
    assert Event.objects.count() == 1


def test_a_copy_of_the_same_edition_is_refused(staff_client):
    event = make_event()
    assert copy(staff_client, event, edition=event.edition).status_code == 422
    assert Event.objects.count() == 1


@pytest.mark.parametrize("role", ROLES)
def test_copies_are_made_by_those_who_arrange_events_alone(role):
    event = make_event()
    user = User.objects.create_user("somebody", is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    copy(sign_in(user), event)
    assert (Event.objects.count() == 2) == (role in {EVENT_MANAGER, PUBLISHER})
