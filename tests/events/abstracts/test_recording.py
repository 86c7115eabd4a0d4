"""Abstracts that came by e-mail, entered by the office."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ccsis.mail.models import Mail
from events.models import Abstract, AbstractState
from tests.sendings import abstract_fields, make_call

S = AbstractState
LIST = "/staff/events/abstract/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def event(db):
    return make_call()


def record(client, event, **changes):
    fields = abstract_fields(event, form_key="", **changes)
    return client.post(f"{LIST}add/?event={event.pk}", fields, follow=True)


def test_an_abstract_that_came_by_e_mail_is_recorded_also_after_the_deadline(staff_client, event):
    past = timezone.now() - timedelta(days=40)
    type(event).objects.update(call_closes_on=past.date(), call_closes_time=past.time())
    page = record(staff_client, event).content.decode()
    abstract = Abstract.objects.get()
    assert (abstract.state, abstract.recorded_by.username) == (S.SUBMITTED, "staff")
    assert abstract.authors.get().name == "Avery Example"
    assert "by e-mail, and entered by the office" in page
    assert Mail.objects.get().purpose == "receipt"


def test_one_without_address_and_agreement_is_recorded_too(staff_client, event):
    page = record(staff_client, event, email="", agrees_to_processing="").content.decode()
    assert "Without an address nobody gets a receipt" in page
    assert Abstract.objects.get().email == ""
    assert not Mail.objects.exists()


def test_what_is_wrong_with_a_recorded_one_is_said_at_the_field(staff_client, event):
    response = record(staff_client, event, text="word " * 301)
    assert response.status_code == 422
    assert "this has 301" in response.content.decode()


def test_rows_are_changed_while_recording(staff_client, event):
    response = record(staff_client, event, **{"author-do": "add", "title": ""})
    assert (response.status_code, len(response.context["form"].rows)) == (200, 2)
    assert response.context["form"].errors == {}
    assert not Abstract.objects.exists()


def test_of_several_events_it_is_asked_for_which(staff_client, event):
    other = make_call(slug="other", edition="2028")
    page = staff_client.get(f"{LIST}add/").content.decode()
    assert f"?event={event.pk}" in page
    assert f"?event={other.pk}" in page


@pytest.mark.parametrize("typed", ["0", "x", "", "999999", "²", "9" * 40])
def test_an_event_that_there_is_none_is_asked_for_again(staff_client, event, typed):
    make_call(slug="other", edition="2028")
    assert "For which event?" in staff_client.get(f"{LIST}add/?event={typed}").content.decode()
