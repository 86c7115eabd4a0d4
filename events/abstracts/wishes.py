"""Drafts that their authors wished to be sent at the deadline."""

import logging

from django.db import transaction
from django.db.models import F, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from ccsis.intake.actions import OtherContent, receive
from ccsis.intake.models import Draft
from ccsis.intake.receipts import tell
from ccsis.lib.arrivals import database_now
from ccsis.lib.deadlines import GRACE
from events.abstracts.forms import AbstractForm
from events.models import Event

log = logging.getLogger(__name__)


def send_due() -> int:
    """Of all calls that have closed since it was last asked; returns how many drafts were sent.

    Only after the grace, in which authors may still send their drafts themselves.
    """
    is_new = Q(drafts_sent_at=None) | Q(drafts_sent_at__lt=F("call_closes_at"))
    now = database_now()
    closed = Event.objects.filter(is_new, is_archived=False, call_closes_at__lt=now - GRACE)
    return sum(_send_of(event, now) for event in closed)


def _send_of(event: Event, now) -> int:
    """One that cannot be sent by a fault of ours stops no other, and is tried again."""
    path = reverse("events:abstract-create", args=[event.slug])
    wished = Draft.objects.filter(form_slug=AbstractForm.slug, path=path, is_sent_when_due=True)
    results = [_attempt(pk, event) for pk in wished.values_list("pk", flat=True)]
    if None not in results:
        Event.objects.filter(pk=event.pk).update(drafts_sent_at=now)
    return results.count(True)


def _attempt(pk: int, event: Event) -> bool | None:
    try:
        return _send(pk, event)
    except Exception:
        log.exception("A draft could not be sent at its deadline.")
        return None


@transaction.atomic
def _send(pk: int, event: Event) -> bool:
    """Send it and let go of the draft, in one; killed in between, nothing has happened."""
    draft = Draft.objects.select_for_update().filter(pk=pk, is_sent_when_due=True).first()
    if draft is None:
        return False
    form = _form_of(draft, event)
    if form is None:
        _tell(draft)
        return False
    try:
        receive(form.submission())
    except OtherContent:
        # The page that it was saved from was sent as well, with something else: that counts.
        draft.is_sent_when_due = False
        draft.save(update_fields=["is_sent_when_due"])
        return False
    draft.delete()
    return True


def _form_of(draft: Draft, event: Event) -> AbstractForm | None:
    """The latest text that was complete in time, judged once more; None if there is none."""
    is_in_time = draft.ready_at and event.deadline.is_counted(draft.ready_at)
    if not (draft.ready and is_in_time):
        return None
    with translation.override(draft.language):
        form = AbstractForm(data=QueryDict(draft.ready), event=event, wish=draft)
        return form if form.is_valid() else None


def _tell(draft: Draft) -> None:
    draft.is_sent_when_due = False
    draft.save(update_fields=["is_sent_when_due"])
    if not draft.mail_address("sender"):
        return
    with translation.override(draft.language):
        news = gettext(
            "You wished your draft to be sent at the deadline. It was not complete, so nothing was "
            "sent. The draft is still there."
        )
    tell(draft, purpose="draft-not-sent", news=news)


def drafts_waiting(event: Event) -> int:
    """For staff: how many drafts there are, of which they see nothing else."""
    path = reverse("events:abstract-create", args=[event.slug])
    return Draft.objects.filter(form_slug=AbstractForm.slug, path=path).count()
