"""The worker that delivers mails, and what looks after them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from django.db import connection
from django.utils import timezone

from ccsis.mail import delivery
from ccsis.mail.jobs import deliver_mail, find_lost_mails, forget_failed_mails, lost_mails
from ccsis.mail.models import Mail, State
from tests.ccsis.mail.outbox import ADDRESS, in_a_thread, make_mail, standing
from tests.smtp import TEMPORARY
from tests.worker import next_due, run_as_process, work, work_at

SENT, QUEUED = (State.SENT, ""), (State.QUEUED, "")
#: Hours at which a worker looks: between the second and the last, a mail is due each time.
DAY = [0, 1, 3, 6, 10, 15, 21, 28]


def execute(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def test_a_mail_is_delivered_once_however_many_jobs_it_has(jobs, server):
    mail = make_mail()
    for _ in range(3):
        deliver_mail.defer(mail_id=mail.pk)
    work()
    assert (standing(mail), server.addresses, jobs()) == (SENT, [ADDRESS], [])


def test_after_a_day_of_all_failures_each_mail_arrives_once(jobs, server):
    people = [f"reader-{n}@example.org" for n in range(3)]
    mails = [make_mail(email=email) for email in people]
    start = timezone.now()
    for hour, mode in zip(DAY, TEMPORARY, strict=False):
        server.mode = mode
        work_at(start + timedelta(hours=hour))
    assert set(Mail.objects.values_list("state", "attempts")) == {("queued", len(TEMPORARY))}
    server.mode, before = "accept", len(server.taken)
    work_at(start + timedelta(hours=DAY[-1]))
    assert sorted(server.addresses[before:]) == people
    assert {name[1:37] for name in server.ids} == {str(mail.message_id) for mail in mails}
    assert (set(Mail.objects.values_list("state", flat=True)), jobs()) == ({"sent"}, [])


def test_after_three_days_a_mail_is_given_up(jobs, server):
    mail = make_mail()
    server.mode = "away"
    execute("UPDATE procrastinate_jobs SET attempts = 40")
    work()
    assert (standing(mail), jobs()) == ((State.FAILED, "no-connection"), [])


def test_a_second_mail_to_an_address_has_a_job_in_an_hour(jobs, server):
    first, second = make_mail(), make_mail()
    delivery.deliver(first.pk)
    work()
    due = next_due("deliver_mail")
    assert (standing(first), standing(second)) == (SENT, (State.QUEUED, "hour"))
    assert due == first.went_at + timedelta(hours=1)
    work_at(due + timedelta(seconds=1))
    assert (standing(second), server.addresses, jobs()) == (SENT, [ADDRESS] * 2, [])


def test_of_two_workers_with_mails_to_an_address_one_sends(jobs, server):
    mails, start = [make_mail(), make_mail()], Barrier(2, timeout=10)

    def deliver(mail):
        start.wait()
        return in_a_thread(lambda: delivery.deliver(mail.pk))

    with ThreadPoolExecutor(2) as workers:
        assert list(workers.map(deliver, mails)) == [True, True]
    work()
    assert server.addresses == [ADDRESS]


def test_four_jobs_run_side_by_side(jobs, server):
    """Each of the four mails waits for the others."""
    people = [f"reader-{n}@example.org" for n in range(4)]
    for email in people:
        make_mail(email=email)
    server.mode = "meet"
    run_as_process(server.url)
    assert (sorted(server.addresses), jobs()) == (people, [])


def test_other_jobs_go_first():
    assert (deliver_mail.priority, find_lost_mails.priority) == (-1, 0)


def test_without_a_mail_server_mails_wait_until_there_is_one(jobs, server, settings):
    settings.MAIL_SERVER = None
    mail = make_mail()
    later = timezone.now() + timedelta(minutes=16)
    find_lost_mails.defer(timestamp=0)
    work_at(later)
    assert (standing(mail), jobs()) == (QUEUED, [])
    settings.MAIL_SERVER = server
    find_lost_mails.defer(timestamp=0)
    work_at(later)
    assert (standing(mail), server.addresses) == (SENT, [ADDRESS])


def test_only_a_waiting_mail_without_a_job_is_lost(jobs, settings):
    old = timezone.now() - timedelta(minutes=16)
    waiting, lost, failed, sent, fresh = [make_mail(email=f"{n}@example.org") for n in range(5)]
    execute("DELETE FROM procrastinate_jobs WHERE args->>'mail_id' <> %s", str(waiting.pk))
    Mail.objects.exclude(pk=fresh.pk).update(queued_at=old)
    Mail.objects.filter(pk=failed.pk).update(state=State.FAILED, failed_at=old)
    Mail.objects.filter(pk=sent.pk).update(state=State.SENT, sent_at=old, text="", html="")
    assert lost_mails() == [lost.pk]


def test_a_mail_whose_job_is_at_work_is_not_lost(jobs):
    mail = make_mail()
    Mail.objects.update(queued_at=timezone.now() - timedelta(days=1))
    execute("UPDATE procrastinate_jobs SET status = 'doing'")
    assert lost_mails() == []
    execute("UPDATE procrastinate_jobs SET status = 'failed'")
    assert lost_mails() == [mail.pk]


def test_texts_of_failed_mails_are_kept_for_thirty_days(db):
    old, young, waiting = make_mail(), make_mail(), make_mail()
    for mail, days in ((old, 31), (young, 29)):
        failed_at = timezone.now() - timedelta(days=days)
        Mail.objects.filter(pk=mail.pk).update(state=State.FAILED, failed_at=failed_at)
    forget_failed_mails(timestamp=0)
    texts = {mail.pk: (mail.text, mail.html) for mail in Mail.objects.all()}
    kept = ("First\n", "<p>First</p>")
    assert texts == {old.pk: ("", ""), young.pk: kept, waiting.pk: kept}
