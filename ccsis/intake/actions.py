"""Receiving: a sending, its receipt and the job that delivers it are stored together, once."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from ccsis.audit.actions import record
from ccsis.audit.models import Action
from ccsis.intake import receipts
from ccsis.intake.models import Doubt, Submission
from ccsis.intake.personal.erasure import forget_beside
from ccsis.intake.references import new_reference
from ccsis.intake.uploads.actions import OtherContent, claim


@transaction.atomic
def receive(row: Submission, *, uploads=()) -> Submission:
    """Store a sending with its files and its receipt mail; the same form key again gives the first row.

    row: not yet stored. Whoever shows the result may say "received" once this has returned and the
    transaction around it, if any, is committed. Raises OtherContent.
    """
    kept, is_new = keep_once(row)
    if is_new:
        for upload in uploads:
            claim(upload, kept)
        if not kept.doubt:
            receipts.acknowledge(kept)
    return kept


@transaction.atomic
def keep_once(row: Submission) -> tuple[Submission, bool]:
    """Store the row unless one with its form key is there; returns that row, and whether it is new.

    A second one waits for the first to commit. Raises OtherContent where they differ.
    """
    kind = type(row)
    while True:
        row.reference = new_reference(kind.letter)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
                row.store_parts()
            return row, True
        except IntegrityError:
            row.pk = None
            first = kind._base_manager.filter(form_key=row.form_key).first()
            if first:
                return _same(first, row), False
            if not kind._base_manager.filter(reference=row.reference).exists():
                raise


@transaction.atomic
def let_in(row: Submission, *, by) -> Submission:
    """Staff have looked at a held sending: it counts from now on, and its sender gets the receipt."""
    locked = _locked(row)
    if locked.held_at:
        locked.held_at, locked.doubt = None, Doubt.NONE
        locked.save(update_fields=["held_at", "doubt"])
        receipts.acknowledge(locked)
        record(actor=by, action=Action.LET_IN, subject=locked)
    return locked


@transaction.atomic
def drop(row: Submission, *, by) -> bool:
    """Delete a held sending with its files and notes; False for one that is not held any more."""
    locked = _locked(row)
    if not locked.held_at:
        return False
    record(actor=by, action=Action.DROPPED, subject=locked)
    forget_beside(locked)
    locked.delete()
    return True


def revoke_links(row: Submission) -> None:
    """No link that was given out for this row opens any more."""
    type(row)._base_manager.filter(pk=row.pk).update(link_counter=F("link_counter") + 1)
    row.refresh_from_db(fields=["link_counter"])


def renew_link(row: Submission) -> None:
    """Let the row's link open again for as long as a new one would, to the end of the day.

    By whole days: a protected row is not told by its time from others that were renewed with it.
    """
    end = timezone.now() + row.link_lasts
    row.link_until = end.replace(hour=23, minute=59, second=59, microsecond=0)
    type(row)._base_manager.filter(pk=row.pk).update(link_until=row.link_until)


def _same(first: Submission, row: Submission) -> Submission:
    if first.content_digest != row.content_digest:
        raise OtherContent
    return first


def _locked(row: Submission) -> Submission:
    return type(row)._base_manager.select_for_update().get(pk=row.pk)
