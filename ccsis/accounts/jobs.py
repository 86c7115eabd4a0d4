"""Forgetting what is not needed any more."""

from axes.models import AccessAttempt
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from procrastinate.contrib.django import app

from ccsis.accounts.models import Counter, OneTimeLink


@app.periodic(cron="17 * * * *")
@app.task(queue="upkeep", queueing_lock="forget_log_ins")
def forget_log_ins(timestamp: int) -> None:
    """Counters of failed log-ins, used codes, and links and sessions that have expired."""
    now = timezone.now()
    AccessAttempt.objects.filter(attempt_time__lt=now - settings.AXES_COOLOFF_TIME).delete()
    Counter.objects.filter(expires__lt=now).delete()
    OneTimeLink.objects.filter(expires_at__lt=now).delete()
    call_command("clearsessions")
