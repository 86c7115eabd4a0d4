"""A lost link is sent to its sender, and nobody learns who has sent anything."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ccsis.intake import actions, links, lost
from ccsis.intake.jobs import answer_link_request
from ccsis.intake.models import LinkRequest
from ccsis.intake.personal import retention
from ccsis.mail.delivery import deliver
from ccsis.mail.models import Mail
from tests.sendings import key_for, make_event, send_letter, send_message

pytestmark = pytest.mark.django_db

KNOWN = "avery.example@example.org"


def ask(client, email, **more):
    return client.post("/my/", {"form_key": key_for("lost-link"), "email": email} | more)


def answer_all():
    for request in LinkRequest.objects.order_by("pk"):
        answer_link_request(request_id=request.pk)


def lost_mails():
    return Mail.objects.filter(purpose="lost-link")


def test_known_and_unknown_addresses_get_the_same_answer_at_the_same_cost(client):
    send_message(client)
    answers, costs = [], []
    for email in ("warm.up@example.org", KNOWN, "nobody@example.org"):
        with CaptureQueriesContext(connection) as captured:
            answers.append(ask(client, email))
        costs.append([query["sql"].split()[0] for query in captured])
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert costs[1] == costs[2]


def test_the_job_alone_looks_whether_an_address_is_known(client, jobs):
    ask(client, "nobody@example.org")
    assert [name for name, _ in jobs()] == ["ccsis.intake.jobs.answer_link_request"]


def test_a_sender_gets_the_links_of_all_that_was_sent(client):
    message = send_message(client)
    letter = send_letter(client, make_event(), email="  AVERY.Example@example.org ".strip())
    ask(client, KNOWN)
    answer_all()
    mail = lost_mails().get()
    assert message.reference in mail.text
    assert letter.reference in mail.text
    found = mail.about.mail_links()
    assert found == {row.reference: row.get_absolute_url() for row in (message, letter)}
    assert links.token_of(message) not in mail.text


def test_the_links_in_the_mail_that_goes_out_open_their_pages(client, settings):
    rows = [send_message(client), send_letter(client, make_event(), email=KNOWN)]
    ask(client, KNOWN.upper())
    answer_all()
    deliver(lost_mails().get().pk)
    [file] = settings.MAIL_SERVER.path.glob("*.eml")
    sent = message_from_bytes(file.read_bytes(), policy=default)
    text = sent.get_body(["plain"]).get_content()
    paths = re.findall(rf"{re.escape(settings.SITE_URL)}(/my/\S+)", text)
    assert sent["To"] == KNOWN.upper()
    assert set(paths) == {row.get_absolute_url() for row in rows}
    assert {client.get(path).status_code for path in paths} == {200}
    assert "Avery" not in text + sent["Subject"]


def test_a_link_that_was_revoked_is_not_the_one_that_is_sent(client):
    message = send_message(client)
    revoked = message.get_absolute_url()
    actions.revoke_links(message)
    ask(client, KNOWN)
    answer_all()
    assert revoked not in lost_mails().get().about.mail_links().values()


def test_the_job_tried_again_sends_no_second_mail(client):
    send_message(client)
    ask(client, KNOWN)
    answer_all(), answer_all()
    assert lost_mails().count() == 1


def test_a_request_ends_with_its_mail_once_it_is_old(client):
    send_message(client)
    ask(client, KNOWN)
    answer_all()
    with time_machine.travel(timezone.now() + timedelta(days=3, hours=23)):
        retention.erase_what_is_due()
        assert (LinkRequest.objects.count(), lost_mails().count()) == (1, 1)
    with time_machine.travel(timezone.now() + timedelta(days=4, hours=1)):
        retention.erase_what_is_due()
    assert (LinkRequest.objects.count(), lost_mails().count()) == (0, 0)


def test_an_unknown_address_gets_nothing_and_its_request_is_gone(client):
    ask(client, "nobody@example.org")
    answer_all()
    assert (lost_mails().count(), LinkRequest.objects.count()) == (0, 0)


def test_asked_again_within_the_hour_one_mail_goes_out(client):
    send_message(client)
    for _ in range(3):
        ask(client, KNOWN)
        answer_all()
    assert lost_mails().count() == 1


def test_asked_again_after_an_hour_another_goes_out(client):
    send_message(client)
    ask(client, KNOWN)
    answer_all()
    with time_machine.travel(timezone.now() + lost.ONCE_IN + timedelta(minutes=1)):
        ask(client, KNOWN)
        answer_all()
    assert lost_mails().count() == 2


def test_a_link_that_had_ended_opens_again(client):
    message = send_message(client)
    type(message).objects.filter(pk=message.pk).update(link_until=timezone.now())
    assert client.get(message.get_absolute_url()).status_code == 404
    ask(client, KNOWN)
    answer_all()
    assert client.get(message.get_absolute_url()).status_code == 200


def test_what_was_erased_is_not_sent_again(client):
    message = send_message(client)
    client.post(message.get_absolute_url() + "erase/")
    ask(client, KNOWN)
    answer_all()
    assert lost_mails().count() == 0


def test_the_address_is_not_readable_in_the_table(client):
    ask(client, KNOWN)
    with connection.cursor() as cursor:
        cursor.execute("SELECT r::text FROM intake_linkrequest r")
        [(row,)] = cursor.fetchall()
    assert "avery" not in row.lower()


def test_an_address_that_is_none_is_refused_with_what_was_typed(client):
    response = ask(client, "avery@")
    assert response.status_code == 422
    assert response.context["form"]["email"].value() == "avery@"
    assert LinkRequest.objects.count() == 0
