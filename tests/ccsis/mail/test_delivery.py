"""One mail on its way to a real mail server, whatever the server does."""

import re
from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from ccsis.intake.models import LinkRequest
from ccsis.lib.mailservers import Undelivered
from ccsis.mail import delivery
from ccsis.mail.models import Mail, State
from tests.ccsis.mail.outbox import ADDRESS, make_mail, saying, standing
from tests.smtp import FINAL, TEMPORARY

pytestmark = pytest.mark.django_db

SENT, QUEUED, NO_ADDRESS = (State.SENT, ""), (State.QUEUED, ""), (State.FAILED, "no-address")
CODES = {
    "away": "no-connection",
    "RCPT 450": "smtp-450",
    "RCPT 550": "smtp-550",
    "DATA 451": "smtp-451",
    "DATA 554": "smtp-554",
    "hang": "no-answer",
    "hang after DATA": "no-answer",
    "drop": "no-connection",
    "drop after DATA": "no-connection",
}


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL, settings.MAIL_FROM = "https://example.org", "post@example.org"


@pytest.fixture
def links(monkeypatch):
    """The links of each row, by name."""
    found = {}
    monkeypatch.setattr(LinkRequest, "mail_links", lambda request: found)
    return found


def deliver(mail):
    return delivery.deliver(mail.pk)


def stored() -> str:
    """All that the outbox and the queue hold, as a dump tells it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m::text FROM mail_mail m UNION SELECT j::text FROM procrastinate_jobs j"
        )
        return "\n".join(row for (row,) in cursor.fetchall())


def test_of_a_mail_that_went_out_only_the_fact_is_kept(server):
    mail = make_mail()
    deliver(mail)
    assert standing(mail) == SENT
    assert (mail.text, mail.html, mail.attempts, mail.failed_at) == ("", "", 1, None)
    assert mail.sent_at == mail.went_at
    assert len(mail.address_digest) == 64


def test_a_dump_tells_no_text_address_or_link_and_the_mail_has_them_all(server, links):
    links["page"] = "/my/made-up-token/"
    mail = make_mail(message=saying("A made-up secret [[link:page]] [[link:other]]"))
    before = stored()
    deliver(mail)
    for dump in (before, stored()):
        assert not re.search(r"avery|example\.org|secret|made-up-token|/my/", dump)
    words = "A made-up secret https://example.org/my/made-up-token/ https://example.org/my/"
    assert server.texts == [f"{words}\n"]
    assert server.taken[0].get_body(("html",)).get_content() == f"<p>{words}</p>\r\n"


def test_a_mail_says_whose_it_is_and_that_no_machine_should_answer(server):
    mail = make_mail()
    deliver(mail)
    (message,) = server.taken
    assert message["Message-ID"] == f"<{mail.message_id}@example.org>"
    assert message["From"].addresses[0].addr_spec == "post@example.org"
    assert message["To"] == ADDRESS
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "en"
    assert abs(message["Date"].datetime - timezone.now()) < timedelta(minutes=1)
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message["List-Unsubscribe"] is None


def test_a_mail_of_a_kind_that_can_be_ended_is_ended_by_one_click(server, links):
    links["stop"] = "/my/t/stop/"
    deliver(make_mail(message=saying("News", unsubscribe="stop")))
    (message,) = server.taken
    assert message["List-Unsubscribe"] == "<https://example.org/my/t/stop/>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_lines_that_mail_servers_read_arrive_as_they_were(server):
    words = ".\n..\n.start\nFrom here\n\nQUIT\n" + "long " * 300
    deliver(make_mail(message=saying(words)))
    assert server.texts == [f"{words}\n"]


def test_the_domain_of_an_address_is_told_in_ascii(server):
    deliver(make_mail(email="avery@Пример.рф"))
    assert server.addresses == ["avery@xn--e1afmkfd.xn--p1ai"]


@pytest.mark.parametrize("mode", TEMPORARY)
def test_after_a_failure_that_passes_exactly_one_message_arrives(server, mode):
    mail = make_mail()
    server.mode = mode
    with pytest.raises(Undelivered):
        deliver(mail)
    assert standing(mail) == (State.QUEUED, CODES[mode])
    server.mode = "accept"
    deliver(mail)
    assert (standing(mail), mail.attempts) == (SENT, 2)
    # Where the answer was lost the server has it twice, and knows it by its name.
    times = 2 if mode.endswith("after DATA") else 1
    assert (len(server.taken), len(set(server.ids))) == (times, 1)


@pytest.mark.parametrize("mode", FINAL)
def test_what_is_refused_for_good_is_not_tried_again(server, mode):
    mail = make_mail()
    server.mode = mode
    assert deliver(mail) is None
    assert standing(mail) == (State.FAILED, CODES[mode])
    deliver(mail)
    assert (mail.text, server.calls) == ("First\n", 1)


def test_the_last_attempt_gives_a_mail_up(server):
    mail = make_mail()
    server.mode = "away"
    assert delivery.deliver(mail.pk, is_last=True) is None
    assert standing(mail) == (State.FAILED, "no-connection")


def test_a_second_mail_to_an_address_waits_for_an_hour(server):
    first, second = make_mail(), make_mail(email=" AVERY.Example@EXAMPLE.org")
    deliver(first)
    due = deliver(second)
    assert (standing(first), standing(second)) == (SENT, (State.QUEUED, "hour"))
    assert due == first.went_at + timedelta(hours=1)
    with time_machine.travel(due - timedelta(seconds=30)):
        assert deliver(second) == due
    LinkRequest.objects.update(email=ADDRESS)
    with time_machine.travel(due + timedelta(seconds=1)):
        assert deliver(second) is None
    assert server.addresses == [ADDRESS] * 2


def test_a_mail_of_another_purpose_or_to_somebody_else_does_not_wait(server):
    others = [make_mail("answer"), make_mail(email="sam@example.org")]
    for mail in (make_mail(), *others):
        deliver(mail)
    assert server.addresses == [ADDRESS, ADDRESS, "sam@example.org"]


@pytest.mark.parametrize("address", ["", "avery@example.org\r\nBcc: all@example.org"])
def test_what_has_no_address_gets_no_mail(server, address):
    mail = make_mail(email=address)
    deliver(mail)
    assert (standing(mail), server.calls) == (NO_ADDRESS, 0)


def test_an_erased_row_gets_no_mail(server):
    mail = make_mail()
    LinkRequest.objects.all().delete()
    deliver(mail)
    assert (standing(mail), server.calls) == (NO_ADDRESS, 0)


def test_a_role_that_the_row_does_not_know_gets_no_mail(server):
    mail = make_mail()
    Mail.objects.update(recipient="author:3")
    deliver(mail)
    assert (standing(mail), server.calls) == (NO_ADDRESS, 0)


@pytest.mark.parametrize("mode", [*TEMPORARY, *FINAL])
def test_a_failure_keeps_nothing_of_what_the_server_said(server, mode):
    server.mode = mode
    mail = make_mail()
    with suppress(Undelivered):
        deliver(mail)
    assert standing(mail)[1] == CODES[mode]
    assert not re.search("avery|secret", stored())
