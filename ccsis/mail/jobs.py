"""Work on mails that no request waits for."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from ccsis.lib.jobs import GIVE_UP, RETRY, waited
from ccsis.mail import delivery
from ccsis.mail.models import Mail, State

#: How long the text of a mail that failed is kept, so that staff can send it again.
KEPT_AFTER_FAILURE = timedelta(days=30)
#: A mail that waits longer than this without a job has lost it.
LOST_AFTER = timedelta(minutes=15)


# Behind all other jobs: while a mail server hangs, mails take turns in the worker's places, and
# whatever else is due gets the first that is free.
@app.task(queue="mail", priority=-1, retry=RETRY, pass_context=True)
def deliver_mail(context: JobContext, *, mail_id: int) -> None:
    is_last = waited(context.job.attempts) > GIVE_UP
    if due := delivery.deliver(mail_id, is_last=is_last):
        deliver_mail.configure(schedule_at=due).defer(mail_id=mail_id)


@app.periodic(cron="*/10 * * * *")
@app.task(queue="upkeep", queueing_lock="find_lost_mails", retry=RETRY)
def find_lost_mails(timestamp: int) -> None:
    """Give mails without a job one: after a backup was restored, or once a mail server is set."""
    if settings.MAIL_SERVER is not None:
        deliver_mail.batch_defer(*({"mail_id": pk} for pk in lost_mails()))


def lost_mails() -> list[int]:
    """Primary keys of mails that wait and are in no job that is still to run."""
    live = ProcrastinateJob.objects.filter(
        task_name=deliver_mail.name, status__in=["todo", "doing"]
    )
    known = {args["mail_id"] for args in live.values_list("args", flat=True)}
    old = Mail.objects.queued().filter(queued_at__lt=timezone.now() - LOST_AFTER)
    return [pk for pk in old.values_list("pk", flat=True) if pk not in known]


@app.periodic(cron="23 3 * * *")
@app.task(queue="upkeep", queueing_lock="forget_failed_mails", retry=RETRY)
def forget_failed_mails(timestamp: int) -> None:
    old = timezone.now() - KEPT_AFTER_FAILURE
    failed = Mail.objects.filter(state=State.FAILED, failed_at__lt=old)
    failed.exclude(text="", html="").update(text="", html="")
