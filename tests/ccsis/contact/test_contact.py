"""Messages: what becomes of them."""

import itertools

import pytest
from django.db import IntegrityError, transaction

from ccsis.contact.actions import answer_message
from ccsis.contact.models import Message, State
from ccsis.contact.states import WORKFLOW
from ccsis.mail.models import Mail
from ccsis.workflow.transitions import Refused
from tests.sendings import make_message

pytestmark = pytest.mark.django_db

NOW = "2026-01-01T00:00Z"
#: From each state, the steps that are possible and where they lead.
POSSIBLE = {
    (State.RECEIVED, "answer"): State.ANSWERED,
    (State.RECEIVED, "close"): State.CLOSED,
    (State.ANSWERED, "reopen"): State.RECEIVED,
    (State.CLOSED, "reopen"): State.RECEIVED,
}


def in_state(state, **changes):
    answered = {"answered_at": NOW} if state == State.ANSWERED else {}
    return make_message(state=state, **answered | changes)


@pytest.mark.parametrize(
    ("state", "name"), list(itertools.product(State, [step.name for step in WORKFLOW.transitions]))
)
def test_each_step_is_possible_from_where_the_table_says(state, name):
    message = in_state(state)
    times = {"answer": {"answered_at": NOW}, "reopen": {"answered_at": None}}
    fields = times.get(name, {})
    if target := POSSIBLE.get((state, name)):
        assert WORKFLOW.perform(name, message, by=None, **fields).state == target
    else:
        with pytest.raises(Refused):
            WORKFLOW.perform(name, message, by=None, **fields)


@pytest.mark.parametrize("name", [step.name for step in WORKFLOW.transitions])
@pytest.mark.parametrize("changes", [{"held_at": NOW, "doubt": "trap"}, {"erased_at": NOW}])
def test_what_does_not_count_goes_no_step(name, changes):
    gone = {"email": "", "message": ""} if "erased_at" in changes else {}
    for state in WORKFLOW[name].sources:
        message = in_state(state, **changes | gone)
        with pytest.raises(Refused):
            WORKFLOW.perform(name, message, by=None)


def test_an_answer_goes_out_by_mail_and_stands_on_the_senders_page(client, admin_user):
    message = make_message()
    answer_message(message, by=admin_user, answer="A made-up answer.")
    mail = Mail.objects.get(purpose="answer")
    assert "A made-up answer." in mail.text
    assert "A made-up answer." in client.get(message.get_absolute_url()).content.decode()


def test_a_discreet_sender_is_told_only_that_there_is_an_answer(client, admin_user):
    message = make_message(is_discreet=True)
    answer_message(message, by=admin_user, answer="A made-up answer.")
    mail = Mail.objects.get(purpose="answer")
    assert "A made-up answer." not in mail.text + mail.html
    assert mail.subject == f"Answer {message.reference}"
    assert "A made-up answer." in client.get(message.get_absolute_url()).content.decode()


def test_a_second_answer_is_refused(admin_user):
    message = make_message()
    answer_message(message, by=admin_user, answer="The first.")
    with pytest.raises(Refused):
        answer_message(message, by=admin_user, answer="The second.")
    assert Message.objects.get().answer == "The first."
    assert Mail.objects.filter(purpose="answer").count() == 1


def test_a_message_without_an_address_cannot_be_answered(admin_user):
    with pytest.raises(Refused):
        answer_message(make_message(email=""), by=admin_user, answer="Nobody reads this.")


def test_an_answer_has_a_time():
    message = make_message()
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(state=State.ANSWERED)


def test_the_desk_answers(staff_client):
    message = make_message()
    path = f"/staff/contact/message/{message.pk}/step/answer/"
    assert staff_client.post(path, {"answer": ""}).status_code == 422
    staff_client.post(path, {"answer": "A made-up answer."})
    message.refresh_from_db()
    assert (message.state, message.answer) == ("answered", "A made-up answer.")


def test_a_receipt_quotes_the_message_and_a_discreet_one_only_the_number(client):
    from ccsis.intake.receipts import receipt

    open_one = receipt(make_message(message="Words to be quoted."))
    discreet = receipt(make_message(message="Words to be quoted.", is_discreet=True))
    assert "Words to be quoted." in open_one.text
    assert "Words to be quoted." not in discreet.text + discreet.html
    assert "CCSIS" not in discreet.subject


def test_an_answer_that_came_second_is_given_back_to_be_copied(staff_client, admin_user):
    message = make_message()
    answer_message(message, by=admin_user, answer="The first.")
    path = f"/staff/contact/message/{message.pk}/step/answer/"
    response = staff_client.post(path, {"answer": "A long second answer."})
    assert response.status_code == 409
    assert "A long second answer." in response.content.decode()
    assert Message.objects.get().answer == "The first."


def test_a_message_that_was_opened_again_gets_a_second_answer_and_keeps_the_first(
    staff_client, client, admin_user
):
    message = make_message()
    answer_message(message, by=admin_user, answer="The first.")
    step = f"/staff/contact/message/{message.pk}/step/"
    staff_client.post(f"{step}reopen/")
    staff_client.post(f"{step}answer/", {"answer": "The second."})
    message.refresh_from_db()
    assert (message.state, message.answer) == ("answered", "The first.\n\n* * *\n\nThe second.")
    mail = Mail.objects.get(purpose="answer")
    assert ("The second." in mail.text, "The first." in mail.text) == (True, False)
    desk = staff_client.get(f"/staff/contact/message/{message.pk}/change/").content.decode()
    for page in (desk, client.get(message.get_absolute_url()).content.decode()):
        assert "The first." in page
        assert "The second." in page
