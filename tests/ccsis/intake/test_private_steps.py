"""What a sender does on the private page: asked about, done once, refused without harm."""

import pytest
from django.utils import timezone

from ccsis.intake.models import SenderStep
from ccsis.workflow.models import Step
from ccsis.workflow.transitions import Refused
from events.models import Partner
from tests.sendings import make_draft, make_event, make_message, make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return make_partner(make_event(), state="shown")


def address_of(row, name):
    return f"{row.get_absolute_url()}{name}/"


def offered(client, row) -> list[str]:
    return [step.name for step in client.get(row.get_absolute_url()).context["steps"]]


def test_every_sender_can_have_it_erased(client, partner):
    assert offered(client, make_message()) == offered(client, make_draft()) == ["erase"]
    assert offered(client, partner) == ["leave", "erase"]


def test_what_is_held_can_be_erased_and_not_left(client):
    held = make_partner(make_event(), held_at=timezone.now(), doubt="trap")
    assert offered(client, held) == ["erase"]
    assert client.post(address_of(held, "leave")).status_code == 302
    assert Partner.objects.get().state == "letter"
    assert client.post(address_of(held, "erase")).status_code == 200
    gone = Partner.objects.get()
    assert (gone.organisation, gone.email, gone.held_at) == ("", "", None)


def test_a_step_that_was_taken_in_the_same_moment_leads_back_to_the_page(client, partner):
    def refuse(row):
        raise Refused("Taken already.")

    step = SenderStep("leave", "Leave", "Leave?", "Left.", refuse)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Partner, "sender_steps", (step,))
        response = client.post(address_of(partner, "leave"))
    assert (response.status_code, response["Location"]) == (302, partner.get_absolute_url())
    assert response["Cache-Control"] == "no-store, private"


def test_a_step_taken_again_finds_nothing_to_do(client, partner):
    assert client.post(address_of(partner, "leave")).status_code == 200
    assert client.post(address_of(partner, "leave")).status_code == 302
    assert Step.objects.of(partner).count() == 1


def test_after_a_step_the_page_is_offered_and_after_an_erasure_it_is_not(client, partner):
    left = client.post(address_of(partner, "leave")).content.decode()
    erased = client.post(address_of(partner, "erase")).content.decode()
    assert partner.get_absolute_url() in left
    assert "/my/l-" not in erased


@pytest.mark.parametrize("name", ["leave", "erase"])
def test_a_question_is_asked_with_a_way_back_and_without_a_cookie(client, partner, name):
    response = client.get(address_of(partner, name))
    page = response.content.decode()
    assert f'href="{partner.get_absolute_url()}"' in page
    assert (response.status_code, dict(response.cookies)) == (200, {})
    assert Partner.objects.get().state == "shown"


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_do_nothing(client, partner, method):
    for path in (partner.get_absolute_url(), address_of(partner, "erase")):
        assert getattr(client, method)(path).status_code == 405
    assert Partner.objects.get().erased_at is None
