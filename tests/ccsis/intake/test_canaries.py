"""What strangers type is found in its own fields and nowhere else: not in the logs, not elsewhere in a dump."""

import logging
from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.core import serializers
from django.db import OperationalError, connection

from ccsis.contact.actions import answer_message
from ccsis.intake import links
from ccsis.intake.jobs import answer_link_request
from ccsis.intake.models import LinkRequest
from ccsis.mail import delivery
from ccsis.mail.models import Mail
from tests.careful import sign_in
from tests.sendings import (
    CONTACT,
    key_for,
    letter_fields,
    make_event,
    message_fields,
    send_letter,
    send_message,
)

pytestmark = pytest.mark.django_db(transaction=True)

NAME, ADDRESS, TEXT = "Canarycarla", "canary.address@example.org", "canarytext of a message"
#: Columns in which a letter of interest stands as it was typed.
OWN = {"email", "contact_person", "text"}


def dump() -> dict[str, str]:
    """Every row of every table as text, by the table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [table for (table,) in cursor.fetchall()]
        rows = {}
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows[table] = "\n".join(row for (row,) in cursor.fetchall())
    return rows


def found_in(*canaries: str) -> set[str]:
    return {table for table, text in dump().items() for canary in canaries if canary in text}


@pytest.fixture
def lines(caplog):
    """All that was logged, from whatever level on."""
    caplog.set_level(logging.DEBUG, logger="django.request")
    caplog.set_level(logging.DEBUG, logger="procrastinate")
    caplog.set_level(logging.DEBUG, logger="ccsis")
    return lambda: "\n".join(record.getMessage() for record in caplog.records)


def go_everywhere(client, row) -> None:
    """A sender's and the staff's pages about a row."""
    staff = get_user_model().objects.create_superuser("staff")
    desk = sign_in(staff)
    base = f"/staff/{row._meta.app_label}/{row._meta.model_name}/{row.pk}"
    for path in (f"{base}/change/", f"{base}/step/note/", f"{base}/step/erase/"):
        assert desk.get(path).status_code == 200
    desk.post(f"{base}/step/note/", {"reason": "Looked at."})
    for path in ("", "erase/", "data.json"):
        assert client.get(row.get_absolute_url() + path).status_code == 200
    client.post("/my/", {"form_key": key_for("lost-link"), "email": ADDRESS})
    answer_link_request(request_id=LinkRequest.objects.get().pk)
    delivery.deliver(Mail.objects.get(purpose="receipt").pk)


def test_a_message_is_found_nowhere_at_all(client, jobs, lines):
    message = send_message(client, name=NAME, email=ADDRESS, message=TEXT)
    go_everywhere(client, message)
    answer_message(message, by=get_user_model().objects.get(), answer=f"{NAME}, {TEXT}")
    assert found_in(NAME, ADDRESS, TEXT) == set()
    assert [canary for canary in (NAME, ADDRESS, TEXT) if canary in lines()] == []


def test_a_letter_is_found_in_its_own_row_alone(client, jobs, lines):
    letter = send_letter(client, make_event(), contact_person=NAME, email=ADDRESS, text=TEXT)
    go_everywhere(client, letter)
    assert found_in(NAME, ADDRESS, TEXT) == {"events_partner"}
    stored = serializers.serialize("python", [letter])[0]["fields"]
    where = {name for name, value in stored.items() if value in (NAME, ADDRESS, TEXT)}
    assert where == OWN
    assert [canary for canary in (NAME, ADDRESS, TEXT) if canary in lines()] == []


def test_no_link_is_in_a_dump_or_a_log(client, jobs, lines):
    message = send_message(client, email=ADDRESS)
    go_everywhere(client, message)
    proof = links.token_of(message).rpartition("-")[2]
    assert found_in(proof, proof.upper()) == set()
    assert proof not in lines()


@pytest.mark.parametrize(
    "changes", [{"topic": ""}, {"form_key": ""}, {"message": f"{TEXT}\x00"}, {"email": "canary@"}]
)
def test_a_refusal_logs_nothing_that_was_typed(client, lines, changes):
    response = client.post(CONTACT, message_fields(name=NAME, message=TEXT) | changes)
    assert response.status_code == 422
    assert "canary" not in lines().lower()


def test_a_failure_logs_nothing_that_was_typed(client, lines):
    client.raise_request_exception = False
    for error, status in ((OperationalError(TEXT), 503), (RuntimeError(TEXT), 500)):
        with mock.patch("ccsis.views.receive", side_effect=error):
            answer = client.post(CONTACT, message_fields(name=NAME, message=TEXT))
        assert answer.status_code == status
    assert "canary" not in lines().lower()


def test_a_letter_that_the_database_refuses_is_not_quoted(client, lines):
    """PostgreSQL repeats the whole row in what it says to a broken rule."""
    event = make_event()
    client.raise_request_exception = False
    with mock.patch("ccsis.intake.forms.IntakeForm._content", return_value={"text": TEXT}):
        path = f"{event.get_absolute_url()}partners/"
        answer = client.post(path, letter_fields(contact_person=NAME))
    assert answer.status_code == 500
    assert "canary" not in lines().lower()
