"""Mails when something is wrong: none is lost, doubled or sent to somebody else."""

from datetime import timedelta

import pytest
import time_machine
from cryptography.fernet import Fernet
from django.utils import timezone

from ccsis.lib.mailservers import Undelivered
from ccsis.mail import delivery
from ccsis.mail.actions import requeue
from ccsis.mail.models import Mail, State
from tests.ccsis.mail.outbox import in_a_thread, make_mail, saying, standing


class Sink:
    """Remembers the texts it is given, after it has done what a test wants to happen meanwhile."""

    def __init__(self, meanwhile=lambda: None):
        self.texts, self.meanwhile = [], meanwhile

    def send(self, message):
        self.meanwhile()
        self.texts.append(message.get_body(("plain",)).get_content())


@pytest.fixture
def sink(settings):
    settings.MAIL_SERVER = Sink()
    return settings.MAIL_SERVER


def test_a_text_whose_key_is_missing_waits_for_it(db, settings, sink):
    key = Fernet.generate_key().decode()
    settings.FIELD_KEYS = [key]
    mail = make_mail()
    settings.FIELD_KEYS = []
    with pytest.raises(Undelivered):
        delivery.deliver(mail.pk)
    assert (standing(mail), sink.texts) == ((State.QUEUED, "sealed"), [])
    settings.FIELD_KEYS = [key]
    delivery.deliver(mail.pk)
    assert sink.texts == ["First\n"]


@pytest.mark.parametrize(
    "address", ["a@b@example.org", "<a@example.org>", "a@example.org.", "a@[b"]
)
def test_what_is_no_address_fails_at_once(db, sink, address):
    mail = make_mail(email=address)
    assert delivery.deliver(mail.pk) is None
    assert (standing(mail), sink.texts) == ((State.FAILED, "no-address"), [])


@pytest.mark.parametrize("domain", ["straße.example", "example\u200d.org", "φορς.example"])
def test_a_domain_that_could_be_two_is_refused(db, sink, domain):
    mail = make_mail(email=f"avery@{domain}")
    delivery.deliver(mail.pk)
    assert (standing(mail), sink.texts) == ((State.FAILED, "no-address"), [])


def test_our_own_wrong_address_fails_no_mail(db, settings, sink):
    settings.MAIL_FROM = "The Office <office@example.org>"
    mail = make_mail()
    with pytest.raises(ValueError, match="addr_spec"):
        delivery.deliver(mail.pk)
    assert standing(mail) == (State.QUEUED, "")


def test_a_fault_of_the_site_is_given_up_in_the_end(db, settings, sink):
    settings.MAIL_FROM = "The Office <office@example.org>"
    mail = make_mail()
    with pytest.raises(ValueError, match="addr_spec"):
        delivery.deliver(mail.pk, is_last=True)
    assert standing(mail) == (State.FAILED, "fault")


def test_a_mail_about_a_table_that_is_no_more_fails(db, sink):
    mail = make_mail()
    Mail.objects.update(about_model="intake.gone")
    delivery.deliver(mail.pk)
    assert standing(mail) == (State.FAILED, "no-address")


def test_asked_for_again_it_waits_for_its_hour(db, sink):
    mail = make_mail()
    delivery.deliver(mail.pk)
    went_at = Mail.objects.get().went_at
    for number in range(3):
        requeue(mail, saying(f"Again {number}"))
        assert delivery.deliver(mail.pk) == went_at + timedelta(hours=1)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        delivery.deliver(mail.pk)
    assert sink.texts == ["First\n", "Again 2\n"]


def test_a_mail_that_failed_is_sent_again_without_waiting(db, sink):
    mail = make_mail()
    Mail.objects.update(state=State.FAILED, failed_at=timezone.now(), error="smtp-550")
    requeue(mail)
    assert delivery.deliver(mail.pk) is None
    assert (standing(mail), sink.texts) == ((State.SENT, ""), ["First\n"])


def test_asked_for_again_without_new_words_a_waiting_mail_stays_the_same(db):
    mail = make_mail()
    assert requeue(mail)
    assert Mail.objects.get().message_id == mail.message_id


def test_new_words_that_come_while_the_old_go_out_are_not_lost(jobs, sink):
    mail = make_mail()
    sink.meanwhile = lambda: in_a_thread(lambda: requeue(mail, saying("Second")))
    due = delivery.deliver(mail.pk)
    sink.meanwhile = lambda: None
    assert due == Mail.objects.get().went_at + timedelta(hours=1)
    assert standing(mail) == (State.QUEUED, "")
    with time_machine.travel(due + timedelta(seconds=1)):
        delivery.deliver(mail.pk)
    assert sink.texts == ["First\n", "Second\n"]


def test_a_server_that_hangs_holds_no_second_worker(jobs, sink):
    first, second, other = make_mail(), make_mail(), make_mail(purpose="answer")
    found = []

    def other_workers():
        sink.meanwhile = lambda: None
        in_a_thread(lambda: found.append(delivery.deliver(second.pk)))
        in_a_thread(lambda: found.append(delivery.deliver(other.pk)))

    sink.meanwhile = other_workers
    now = timezone.now()
    delivery.deliver(first.pk)
    postponed, went = found
    assert (now < postponed <= timezone.now() + delivery.BUSY, went) == (True, None)
    assert [standing(mail)[0] for mail in (first, second, other)] == ["sent", "queued", "sent"]


def test_a_mail_erased_while_it_goes_out_is_gone(jobs, sink):
    mail = make_mail()
    sink.meanwhile = lambda: in_a_thread(Mail.objects.all().delete)
    assert delivery.deliver(mail.pk) is None
    assert list(Mail.objects.all()) == []
