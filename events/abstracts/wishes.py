"""Drafts that their authors wished to be sent at the deadline."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop

from ccsis.intake.actions import OtherContent, receive
from ccsis.intake.models import Draft
from ccsis.intake.receipts import tell
from ccsis.lib.arrivals import database_now
from ccsis.lib.deadlines import GRACE
from events.abstracts.forms import AbstractForm
from events.models import Event

log = logging.getLogger(__name__)

#: Why a draft was not sent.
INCOMPLETE = gettext_noop(
    "You wished your draft to be sent at the deadline. It was not complete, so nothing was sent. The "
    "draft is still there."
)
CALLED_OFF = gettext_noop(
    "You wished your draft to be sent at the deadline. The office has closed the call before, so "
    "nothing was sent. The draft is still there."
)
#: For so long after the grace drafts are still looked for that arrived in it: a request may take a while.
LATECOMERS = timedelta(minutes=10)


def send_due() -> int:
    """Of all calls that have closed since it was last asked; returns how many drafts were sent.

    Only after the grace, in which authors may still send their drafts themselves.
    """
    settled_at = F("call_closes_at") + GRACE + LATECOMERS
    is_new = Q(drafts_sent_at=None) | Q(drafts_sent_at__lt=settled_at)
    now = database_now()
    is_closed = Q(is_archived=True) | Q(call_closes_at__lt=now - GRACE)
    return sum(_send_of(event, now) for event in Event.objects.filter(is_new, is_closed))


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
    if event.is_archived:
        # The office has closed the call itself; nothing is taken any more, complete or not.
        _tell(draft, CALLED_OFF)
        return False
    form = _form_of(draft, event)
    if form is None:
        _tell(draft, INCOMPLETE)
        return False
    try:
        receive(form.submission())
    except OtherContent:
        # The page that it was saved from was sent as well, with something else: that counts.
        _end_wish(draft)
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


def _tell(draft: Draft, why: str) -> None:
    _end_wish(draft)
    if not draft.mail_address("sender"):
        return
    with translation.override(draft.language):
        news = gettext(why)
    tell(draft, purpose="draft-not-sent", news=news)


def _end_wish(draft: Draft) -> None:
    """It is a draft like any other from now on, and kept as long."""
    draft.is_sent_when_due = False
    draft.link_until = timezone.now() + draft.link_lasts
    draft.save(update_fields=["is_sent_when_due", "link_until", "changed_at"])


def drafts_waiting(event: Event) -> int:
    """For staff: how many drafts there are, of which they see nothing else."""
    path = reverse("events:abstract-create", args=[event.slug])
    return Draft.objects.filter(form_slug=AbstractForm.slug, path=path).count()
