"""Writes that concern mails: each in the caller's transaction, together with its job."""

import uuid
from collections.abc import Iterable

from django.db import models, transaction
from django.utils import timezone

from ccsis.audit.actions import record
from ccsis.audit.models import Action
from ccsis.mail.jobs import deliver_mail
from ccsis.mail.models import Mail, MailQuerySet, State
from ccsis.mail.rendering import Message


@transaction.atomic
def queue_mail(
    *, purpose: str, about: models.Model, recipient: str, message: Message, language: str = "en"
) -> Mail:
    """Have a mail delivered to a role of a row, once: again, it gives the first and does nothing."""
    about_row = {"about_model": about._meta.label_lower, "about_pk": about.pk}
    mail, is_new = Mail.objects.get_or_create(
        purpose=purpose,
        recipient=recipient,
        **about_row,
        defaults={
            "message_id": uuid.uuid4(),
            "queued_at": timezone.now(),
            "language": language,
            **_words(message),
        },
    )
    if is_new:
        deliver_mail.defer(mail_id=mail.pk)
    return mail


@transaction.atomic
def queue_mails(*, purpose: str, recipient: str, mails: Iterable[tuple]) -> int:
    """Have many delivered that nobody has asked for yet; how many. mails: (row, message, language)."""
    now = timezone.now()
    queued = Mail.objects.bulk_create(
        [
            Mail(
                purpose=purpose,
                recipient=recipient,
                about_model=about._meta.label_lower,
                about_pk=about.pk,
                message_id=uuid.uuid4(),
                queued_at=now,
                language=language,
                **_words(message),
            )
            for about, message, language in mails
        ],
        batch_size=500,
    )
    deliver_mail.batch_defer(*({"mail_id": mail.pk} for mail in queued))
    return len(queued)


@transaction.atomic
def requeue(mail: Mail, message: Message | None = None) -> bool:
    """Send it once more, with these words or those that are still there; False if there are none.

    The hour between two mails of a purpose to an address holds for this too. One that still waits
    goes out once, with the new words if there are any.
    """
    locked = Mail.objects.select_for_update().get(pk=mail.pk)
    was_queued = locked.state == State.QUEUED
    for name, words in (_words(message) if message else {}).items():
        setattr(locked, name, words)
    if not locked.text or (was_queued and message is None):
        return bool(locked.text)
    locked.state, locked.queued_at = State.QUEUED, timezone.now()
    locked.sent_at = locked.failed_at = None
    locked.attempts, locked.error = 0, ""
    locked.message_id = uuid.uuid4()
    locked.save()
    if not was_queued:
        deliver_mail.defer(mail_id=locked.pk)
    return True


@transaction.atomic
def resend(mail: Mail, *, by) -> bool:
    """As staff ask for it; noted in the audit log."""
    is_queued = requeue(mail)
    if is_queued:
        record(actor=by, action=Action.MAIL_RESENT, subject=mail)
    return is_queued


def mails_about(row: models.Model) -> MailQuerySet:
    """Without their texts, the latest first."""
    return Mail.objects.about(row).defer("text", "html")


def mails_about_rows(rows: list[models.Model]) -> MailQuerySet:
    """About several rows of perhaps several tables, as `mails_about`."""
    wanted = models.Q(pk=None)
    for row in rows:
        wanted |= models.Q(about_model=row._meta.label_lower, about_pk=row.pk)
    return Mail.objects.filter(wanted).defer("text", "html")


def delete_mails_about(row: models.Model) -> int:
    """For erasure; how many there were."""
    return Mail.objects.about(row).delete()[0]


def _words(message: Message) -> dict[str, str]:
    names = ("subject", "text", "html", "unsubscribe")
    return {name: getattr(message, name) for name in names}
