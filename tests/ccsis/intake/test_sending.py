"""The way of a form from the page to the row, and each refusal."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.test import Client
from procrastinate.exceptions import ConnectorException

from ccsis.contact.models import Message
from ccsis.intake import gate
from ccsis.intake.models import FormSwitch
from ccsis.mail.models import Mail
from tests.sendings import CONTACT, key_for, message_fields, send_message

pytestmark = pytest.mark.django_db


def post(client, **changes):
    return client.post(CONTACT, message_fields(**changes))


def codes(response) -> dict[str, list[str]]:
    errors = response.context["form"].errors.as_data()
    return {name: [error.code for error in found] for name, found in errors.items()}


def typed(response) -> dict[str, str]:
    """What stands in the form that came back."""
    form = response.context["form"]
    return {name: form[name].value() for name in ("topic", "message", "name", "email")}


WHOLE = {name: value for name, value in message_fields().items() if name != "form_key"}


def test_a_form_is_shown_with_a_fresh_key_and_without_a_cookie(client):
    first, second = client.get(CONTACT), client.get(CONTACT)
    assert first.context["form"].fresh_key != second.context["form"].fresh_key
    assert not first.cookies
    assert first["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_a_message_is_stored_with_its_receipt_and_leads_to_its_page(client, jobs):
    response = post(client)
    message = Message.objects.get()
    assert response.status_code == 302
    assert response["Location"] == message.get_absolute_url()
    assert (message.name, message.topic) == ("Avery Example", "press")
    mail = Mail.objects.get()
    assert (mail.purpose, mail.about_pk, mail.recipient) == ("receipt", message.pk, "sender")
    assert [name for name, _ in jobs()].count("ccsis.mail.jobs.deliver_mail") == 1


def test_the_page_says_what_was_received_when_and_under_which_number(client):
    message = send_message(client)
    page = client.get(message.get_absolute_url()).content.decode()
    assert message.reference in page
    assert "A made-up question about a made-up report." in page
    assert f"{message.received_at:%-d %B %Y, %H:%M:%S}</time> UTC" in page


def test_nothing_of_the_request_is_stored(client):
    address, agent = "203.0.113.77", "A made-up browser"
    client.post(CONTACT, message_fields(), REMOTE_ADDR=address, HTTP_USER_AGENT=agent)
    row = str(Message.objects.values().get())
    assert address not in row
    assert agent not in row


def test_the_same_form_again_gives_the_first_receipt(client):
    fields = message_fields()
    first, again = client.post(CONTACT, fields), client.post(CONTACT, fields)
    assert first["Location"] == again["Location"]
    assert (Message.objects.count(), Mail.objects.count()) == (1, 1)


def test_the_same_key_with_other_content_is_refused_and_can_be_sent_as_another(client):
    fields = message_fields()
    client.post(CONTACT, fields)
    refused = client.post(CONTACT, fields | {"message": "Something else."})
    assert refused.status_code == 422
    assert codes(refused) == {"__all__": ["other_content"]}
    assert Message.objects.count() == 1
    assert refused.context["form"].fresh_key != fields["form_key"]
    assert typed(refused)["message"] == "Something else."


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_are_one_row_one_receipt_and_one_mail(jobs):
    fields = message_fields()

    def send(_):
        try:
            return Client().post(CONTACT, fields)["Location"]
        finally:
            connection.close()

    # More together than a place may send: a repeat is not counted.
    with ThreadPoolExecutor(40) as pool:
        answers = set(pool.map(send, range(50)))
    assert len(answers) == 1
    assert (Message.objects.count(), Mail.objects.count()) == (1, 1)
    assert [name for name, _ in jobs()].count("ccsis.mail.jobs.deliver_mail") == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_contents_under_one_key_at_once_one_is_refused_with_its_text():
    fields = message_fields()

    def send(number):
        try:
            response = Client().post(CONTACT, fields | {"message": f"Text {number}."})
            shown = re.search(r"Text \d\.", response.content.decode())
            return response.status_code, shown and shown[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    kept = Message.objects.get().message
    refused = [shown for status, shown in answers if status == 422]
    assert [status for status, _ in answers].count(302) == 1
    assert sorted([kept, *refused]) == [f"Text {number}." for number in range(8)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"topic": ""}, {"topic": "required"}),
        ({"topic": "nothing"}, {"topic": "invalid_choice"}),
        ({"message": " \n "}, {"message": "required"}),
        ({"email": ""}, {"email": "required"}),
        ({"email": "avery@"}, {"email": "invalid"}),
        ({"email": "a@example.org\r\nBcc: b@example.org"}, {"email": "invalid"}),
        ({"name": "Two\nlines"}, {"name": "line_break"}),
        ({"name": "x" * 201}, {"name": "max_length"}),
        ({"message": "x" * 20_001}, {"message": "max_length"}),
        ({"message": "a\x00b"}, {"message": "control_character"}),
        ({"message": "a\x07b"}, {"message": "control_character"}),
        ({"name": "abc\u202edef"}, {"name": "control_character"}),
        ({"message": "damaged \ufffd"}, {"message": "damaged_character"}),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_all_comes_back(client, changes, expected):
    response = post(client, **changes)
    assert response.status_code == 422
    found = codes(response)
    assert {name: codes_of[0] for name, codes_of in found.items()} == expected
    assert typed(response) == WHOLE | changes
    assert Message.objects.count() == 0


def test_a_refused_form_keeps_its_key(client):
    fields = message_fields(message="")
    assert client.post(CONTACT, fields).context["form"].fresh_key == fields["form_key"]


KEYS = {
    "none": lambda: "",
    "made up": lambda: "made up",
    "of another form": lambda: key_for("partners"),
    "too old": lambda: key_for("contact", timedelta(days=15)),
}


@pytest.mark.parametrize("key", KEYS)
def test_a_form_without_a_key_that_serves_comes_back_with_one(client, key):
    sent = KEYS[key]()
    response = post(client, form_key=sent)
    assert (response.status_code, codes(response)) == (422, {"__all__": ["expired"]})
    assert typed(response) == WHOLE
    assert response.context["form"].fresh_key not in ("", sent)


def test_an_expired_key_that_was_received_gives_its_receipt(client):
    message = send_message(client)
    key = key_for("contact", timedelta(days=20))
    with mock.patch("ccsis.intake.keys.LASTS", timedelta(days=30)):
        first = client.post(CONTACT, message_fields(form_key=key))
    again = client.post(CONTACT, message_fields(form_key=key))
    assert again["Location"] == first["Location"] != message.get_absolute_url()


def test_a_closed_form_says_why_and_keeps_what_was_typed(client):
    FormSwitch.objects.create(slug="contact", mode="closed", message="Back on Monday.")
    response = post(client)
    assert (response.status_code, codes(response)) == (409, {"__all__": ["closed"]})
    assert "Back on Monday." in response.content.decode()
    assert typed(response) == WHOLE
    shown = client.get(CONTACT).content.decode()
    assert "Back on Monday." in shown
    assert "<textarea" not in shown


def test_too_much_from_one_place_is_refused_with_all_that_was_typed(client):
    with mock.patch.object(gate.limits, "count_sending") as count:
        count.return_value = mock.Mock(is_allowed=False, retry_after=600)
        response = post(client)
    assert (response.status_code, codes(response)) == (429, {"__all__": ["too_many"]})
    assert response["Retry-After"] == "600"
    assert "in 10 minutes" in response.content.decode()
    assert typed(response) == WHOLE


def test_a_repeat_is_not_counted(client):
    fields = message_fields()
    with mock.patch.object(gate.limits, "count_sending") as count:
        count.return_value = mock.Mock(is_allowed=True)
        client.post(CONTACT, fields)
        client.post(CONTACT, fields)
    assert count.call_count == 1


def test_with_the_database_away_all_comes_back_with_503(client):
    with mock.patch("ccsis.views.receive", side_effect=OperationalError):
        response = post(client)
    assert response.status_code == 503
    assert typed(response) == WHOLE
    assert response["Retry-After"] == "30"
    assert Message.objects.count() == 0


def test_with_the_database_away_while_a_job_is_queued_all_comes_back_too(client):
    """The queue says it in words of its own."""
    with mock.patch("ccsis.mail.actions.deliver_mail.defer", side_effect=ConnectorException):
        response = post(client)
    assert (response.status_code, typed(response)) == (503, WHOLE)
    assert Message.objects.count() == 0


def test_a_form_that_came_back_with_a_new_key_may_be_sent_at_once(client):
    refused = post(client, form_key="")
    post(client, form_key=refused.context["form"].fresh_key)
    assert Message.objects.get().held_at is None


def test_an_address_that_no_mail_reaches_is_refused(client):
    response = post(client, email="yıldız@example.org")
    assert codes(response)["email"][-1] == "not_ascii"


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "same-site"}, True),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "http://testserver"}, True),
        ({"origin": "null"}, True),
        ({}, True),
    ],
)
def test_what_another_site_has_a_browser_send_is_not_taken(client, headers, is_taken):
    response = client.post(CONTACT, message_fields(), headers=headers)
    assert (response.status_code, Message.objects.count()) == ((302, 1) if is_taken else (422, 0))
    if not is_taken:
        assert typed(response) == WHOLE


@pytest.mark.parametrize(("seconds", "words"), [(49, "in 1 minute."), (89, "in 2 minutes.")])
def test_a_refusal_says_in_whole_minutes_when_it_is_over(client, seconds, words):
    with mock.patch.object(gate.limits, "count_sending") as count:
        count.return_value = mock.Mock(is_allowed=False, retry_after=seconds)
        assert words in post(client).content.decode()


def test_a_proof_that_is_too_long_is_none_and_no_error(client):
    FormSwitch.objects.create(slug="contact", mode="proof")
    assert post(client, proof="x" * 5_000).status_code == 302
    assert Message.objects.get().doubt == "proof"


@pytest.mark.parametrize("doubt", ["trap", "haste"])
def test_a_doubtful_message_is_held_and_its_address_gets_no_mail(client, doubt):
    hasty = {"form_key": key_for("contact", timedelta(seconds=1))}
    response = post(client, **{"trap": {"trap": "https://spam.example"}, "haste": hasty}[doubt])
    message = Message.objects.get()
    assert response["Location"] == message.get_absolute_url()
    assert (message.doubt, message.held_at is None) == (doubt, False)
    assert Mail.objects.count() == 0
    assert "looks at it before it counts" in client.get(message.get_absolute_url()).content.decode()


def test_nothing_is_stored_where_the_receipt_cannot_be(client):
    with mock.patch("ccsis.intake.receipts.queue_mail", side_effect=OperationalError):
        assert post(client).status_code == 503
    assert Message.objects.count() == 0


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(CONTACT).status_code == 405


def test_a_sending_costs_the_same_however_many_there_are(client, django_assert_num_queries):
    for _ in range(3):
        send_message(client)
    fields = message_fields()
    with django_assert_num_queries(SENDING_COSTS):
        client.post(CONTACT, fields)


SENDING_COSTS = 23
