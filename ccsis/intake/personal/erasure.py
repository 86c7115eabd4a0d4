"""Erasing a person's data: in the row, its files, its mails and its history, and again after a restore.

The row stays as a shell with its reference, so that statistics and the other sides of it hold.
"""

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ccsis.audit.actions import record
from ccsis.audit.models import Action
from ccsis.desk.models import UnsavedWork
from ccsis.intake.models import SenderStep, Submission
from ccsis.intake.personal import erased
from ccsis.intake.personal.registry import record_of
from ccsis.intake.uploads.actions import delete_uploads_of
from ccsis.mail.actions import delete_mails_about
from ccsis.workflow.models import Step


@transaction.atomic
def erase(row: Submission, *, by=None) -> None:
    """Take out everything personal, for good. by: staff; None is the sender, or retention.

    What was erased is noted outside the database first: a restored backup is freed of it again.
    """
    locked = type(row)._base_manager.select_for_update().filter(pk=row.pk).first()
    if locked is None or locked.erased_at:
        return
    erased.note(locked)
    record(actor=by, action=Action.ERASED, subject=locked)
    forget_beside(locked)
    locked.forget_parts()
    if locked.is_deleted_when_due:
        locked.delete()
    else:
        _blank(locked)


def forget_beside(row: Model) -> None:
    """What is personal about a row elsewhere: its files, its mails, what was noted on it."""
    delete_uploads_of(row)
    delete_mails_about(row)
    label = row._meta.label_lower
    Step.objects.filter(model=label, row_pk=row.pk).update(reason="")
    UnsavedWork.objects.filter(model=label, object_pk=str(row.pk)).delete()


def _blank(row: Submission) -> None:
    entry = record_of(type(row))
    for name, value in {
        **{name: _empty(row, name) for name in entry.fields},
        **entry.erased,
    }.items():
        setattr(row, name, value)
    row.email = row.email_digest = row.content_digest = ""
    row.link_counter += 1
    row.held_at, row.doubt = None, ""
    row.erased_at = timezone.now()
    row.save()


def _empty(row: Submission, name: str):
    field = row._meta.get_field(name)
    return None if field.null else field.get_default() if field.has_default() else ""


#: Every sender has it.
STEP = SenderStep(
    name="erase",
    label=_("Erase my data"),
    question=_(
        "Everything that you sent is deleted: what you typed, your files, the mails about it and "
        "this page. Only the reference number and the dates stay. This cannot be undone."
    ),
    done=_("Your data are erased. This page does not open any more."),
    perform=erase,
)
