"""Partners at the desk: each step by each role, asked about first, and refused where it does not fit."""

import pytest
from django.contrib.auth.models import Group, User

from ccsis.accounts.roles import EVENT_MANAGER, PUBLISHER, ROLES
from ccsis.workflow.models import Step
from events.models import Event, Partner, PartnerState
from events.states import WORKFLOW
from tests.careful import sign_in
from tests.factories import make_image
from tests.sendings import event_fields, make_event, make_partner

pytestmark = pytest.mark.django_db

#: From which state each step of the desk is tried, and what is typed.
STEPS = {
    "contact": (PartnerState.LETTER, {"reason": "By telephone."}),
    "agree": (PartnerState.CONTACTED, {"agreement": "Agreed by letter."}),
    "show": (PartnerState.AGREED, {}),
    "hide": (PartnerState.SHOWN, {}),
    "decline": (PartnerState.LETTER, {}),
    "reopen": (PartnerState.DECLINED, {}),
}


@pytest.fixture
def as_role(db):
    def sign_in_as(role):
        user = User.objects.create_user(f"a-made-up-{role.replace(' ', '-')}", is_staff=True)
        user.groups.set(Group.objects.filter(name=role))
        return sign_in(user)

    return sign_in_as


def step_of(partner, name):
    return f"/staff/events/partner/{partner.pk}/step/{name}/"


def state_of(partner):
    return Partner.objects.get(pk=partner.pk).state


def test_every_step_of_the_table_is_tried_here_but_the_senders_own():
    assert [*STEPS, "leave"] == [step.name for step in WORKFLOW.transitions]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_taken_by_those_who_arrange_events_alone(as_role, name, role):
    state, typed = STEPS[name]
    partner = make_partner(make_event(), state=state)
    client = as_role(role)
    client.get(step_of(partner, name))
    assert state_of(partner) == state
    client.post(step_of(partner, name), typed)
    assert (state_of(partner) == WORKFLOW[name].target) == (role in {EVENT_MANAGER, PUBLISHER})


@pytest.mark.parametrize("name", [*STEPS, "leave"])
def test_strangers_take_no_step(client, name):
    partner = make_partner(make_event())
    assert client.post(step_of(partner, name)).status_code == 302
    assert state_of(partner) == PartnerState.LETTER
    assert not Step.objects.exists()


@pytest.mark.parametrize("name", STEPS)
def test_a_step_that_does_not_fit_changes_nothing_and_says_so(staff_client, name):
    partner = make_partner(make_event(), state=PartnerState.LEFT)
    if name == "reopen":
        Partner.objects.update(state=PartnerState.LETTER)
    before = state_of(partner)
    page = staff_client.post(step_of(partner, name), STEPS[name][1], follow=True)
    assert "Nothing was changed." in page.content.decode()
    assert state_of(partner) == before


def test_nobody_at_the_desk_leaves_for_an_organisation(staff_client):
    partner = make_partner(make_event(), state=PartnerState.SHOWN)
    assert staff_client.post(step_of(partner, "leave")).status_code == 404
    assert state_of(partner) == PartnerState.SHOWN


@pytest.mark.parametrize("agreement", ["", " \n "])
def test_an_agreement_needs_words(staff_client, agreement):
    partner = make_partner(make_event(), state=PartnerState.CONTACTED)
    page = staff_client.post(step_of(partner, "agree"), {"agreement": agreement})
    assert (page.status_code, state_of(partner)) == (422, PartnerState.CONTACTED)


def test_a_partner_is_shown_with_the_logo_that_was_chosen(staff_client, client):
    event, logo = make_event(), make_image(alt="A made-up logo")
    partner = make_partner(event, state=PartnerState.AGREED)
    staff_client.post(step_of(partner, "show"), {"logo": logo.pk})
    assert Partner.objects.get().logo == logo
    assert 'alt="A made-up logo"' in client.get(event.get_absolute_url()).content.decode()


def test_what_was_noted_with_a_step_stands_in_the_history(staff_client):
    partner = make_partner(make_event())
    staff_client.post(step_of(partner, "contact"), STEPS["contact"][1])
    page = staff_client.get(f"/staff/events/partner/{partner.pk}/change/")
    [(label, step)] = page.context["history"]
    assert (str(label), step.reason) == ("Note the contact", "By telephone.")
    assert (step.from_state, step.to_state, step.by.username) == ("letter", "contacted", "staff")


@pytest.mark.parametrize("role", ROLES)
def test_events_are_made_by_those_who_arrange_them_alone(as_role, role):
    typed = event_fields()
    as_role(role).post("/staff/events/event/add/", typed)
    assert Event.objects.exists() == (role in {EVENT_MANAGER, PUBLISHER})
