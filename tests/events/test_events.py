"""Events: their pages, their rules, and when the clock alone changes them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from ccsis.publicsite import version
from events.models import Event
from tests.factories import make_image
from tests.sendings import make_event, make_partner

pytestmark = pytest.mark.django_db


def test_public_events_are_listed(client):
    event = make_event()
    assert event.name in client.get("/events/").content.decode()


def test_without_events_the_list_says_so(client):
    assert "No event is announced" in client.get("/events/").content.decode()


@pytest.mark.parametrize("partners", [1, 20])
def test_a_page_costs_the_same_however_many_partners_there_are(
    client, django_assert_num_queries, partners
):
    event = make_event()
    for number in range(partners):
        make_partner(event, state="shown", organisation=f"O {number}", logo=make_image())
    with django_assert_num_queries(6):
        client.get(event.get_absolute_url())
    with django_assert_num_queries(4):
        client.get(f"{event.get_absolute_url()}partners/")
    with django_assert_num_queries(3):
        client.get("/events/")


def test_the_same_name_may_come_again_in_another_edition():
    make_event()
    make_event(edition="2028", slug="made-up-2028")
    assert Event.objects.count() == 2


def test_an_edition_comes_once():
    make_event()
    with pytest.raises(ValidationError):
        Event(name="A made-up conference", edition="2027", slug="other").validate_constraints()


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "—"},
        {"partners_from": timezone.now(), "partners_until": timezone.now() - timedelta(hours=1)},
    ],
)
def test_an_event_that_cannot_be_is_refused(changes):
    values = {"name": "A made-up conference", "edition": "2029", "slug": "x"} | changes
    with pytest.raises(ValidationError):
        Event(**values).validate_constraints()


def test_the_clock_opens_and_ends_a_call():
    now = timezone.now()
    event = make_event(
        partners_from=now + timedelta(hours=1), partners_until=now + timedelta(hours=2)
    )
    assert version.next_change(now) == event.partners_from
    assert version.next_change(event.partners_from) == event.partners_until
    assert version.next_change(event.partners_until) == event.partner_deadline.counted_until
    assert version.next_change(event.partner_deadline.counted_until) is None


def test_a_demonstration_says_that_it_is_one(client):
    event = make_event(is_demo=True)
    for path in (event.get_absolute_url(), f"{event.get_absolute_url()}partners/", "/events/"):
        assert "Demonstration." in client.get(path).content.decode()
