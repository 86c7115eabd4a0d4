"""The outbox and its jobs, both or neither, and each mail once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ccsis.mail.actions import delete_mails_about, mails_about, queue_mail, requeue
from ccsis.mail.models import Mail, State
from tests.ccsis.mail.outbox import make_mail, make_request, saying

JOB = "ccsis.mail.jobs.deliver_mail"


def queue(about, purpose="receipt", recipient="sender", text="First"):
    return queue_mail(purpose=purpose, about=about, recipient=recipient, message=saying(text))


def test_a_mail_and_its_job_are_queued_together(jobs):
    mail = queue(make_request())
    assert jobs() == [(JOB, {"mail_id": mail.pk})]
    assert (mail.state, mail.text) == (State.QUEUED, "First\n")


def test_what_is_taken_back_leaves_neither(jobs):
    with transaction.atomic():
        make_mail()
        transaction.set_rollback(True)
    assert (Mail.objects.count(), jobs()) == (0, [])


def test_queued_again_it_is_the_first_one_as_it_was(jobs):
    request = make_request()
    first = queue(request)
    assert queue(request, text="Second") == first
    assert (Mail.objects.get().text, len(jobs())) == ("First\n", 1)


def test_also_when_the_first_one_went_out_or_failed(jobs):
    request = make_request()
    first = queue(request)
    now = timezone.now()
    for fields in (
        {"state": State.FAILED, "failed_at": now},
        {"state": State.SENT, "failed_at": None, "sent_at": now, "text": "", "html": ""},
    ):
        Mail.objects.update(**fields)
        assert (queue(request), len(jobs())) == (first, 1)


def test_each_purpose_recipient_and_row_has_its_own(jobs):
    request = make_request()
    mails = [
        queue(request),
        queue(request, purpose="answer"),
        queue(request, recipient="author:3"),
        queue(make_request()),
    ]
    assert len({mail.pk for mail in mails}) == len(jobs()) == 4
    assert [mail.pk for mail in mails_about(request)] == [mails[n].pk for n in (2, 1, 0)]


def test_fifty_at_once_queue_one(jobs):
    request, start = make_request(), Barrier(50, timeout=30)

    def send(_):
        try:
            start.wait()
            return queue(request).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as threads:
        keys = set(threads.map(send, range(50)))
    mail = Mail.objects.get()
    assert (keys, jobs()) == ({mail.pk}, [(JOB, {"mail_id": mail.pk})])


def test_the_mails_about_a_row_are_deleted_and_no_others(db):
    request, other = make_request(), make_request()
    for purpose in ("receipt", "answer"):
        queue(request, purpose=purpose)
    kept = queue(other)
    assert delete_mails_about(request) == 2
    assert list(Mail.objects.all()) == [kept]


def test_a_mail_that_failed_gets_a_job_again(jobs):
    mail = make_mail()
    Mail.objects.update(state=State.FAILED, failed_at=timezone.now(), attempts=9, error="tls")
    assert requeue(mail)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error, len(jobs())) == (State.QUEUED, 0, "", 2)


def test_without_its_words_it_cannot_be_sent_again(jobs):
    mail = make_mail()
    Mail.objects.update(state=State.FAILED, failed_at=timezone.now(), text="", html="")
    assert not requeue(mail)
    mail.refresh_from_db()
    assert (mail.state, len(jobs())) == (State.FAILED, 1)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("mail_sent_has_no_text", {"state": "sent", "sent_at": timezone.now()}),
        ("mail_state_has_its_time", {"state": "sent", "text": "", "html": ""}),
        ("mail_state_has_its_time", {"state": "failed"}),
        ("mail_state_has_its_time", {"failed_at": timezone.now()}),
        ("mail_state_has_its_time", {"state": "lost"}),
    ],
)
def test_the_database_refuses_a_state_that_is_none(db, constraint, fields):
    make_mail()
    with pytest.raises(IntegrityError, match=constraint):
        Mail.objects.update(**fields)
