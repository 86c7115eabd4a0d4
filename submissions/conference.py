"""Declined, "but try the conference": with the sender's agreement, a draft of an abstract is made."""

import uuid
from urllib.parse import urlencode

from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from ccsis.intake.models import Draft
from ccsis.intake.references import new_reference
from events.abstracts.forms import OTHER, AbstractForm
from events.models import Event, Phase
from submissions.models import Contribution, ContributionState


def events_open() -> list[Event]:
    """Whose call for abstracts takes something now, the first to close first."""
    now = timezone.now()
    rows = Event.objects.published().filter(is_archived=False)
    return [event for event in rows if event.phase_at(now) == Phase.OPEN]


def can_be_tried(row: Contribution) -> bool:
    event = row.offered_event
    is_offered = row.state == ContributionState.DECLINED and event is not None and event.is_public
    return is_offered and event.phase_at(timezone.now()) == Phase.OPEN


@transaction.atomic
def make_draft(row: Contribution) -> Draft:
    """A draft of the abstract form with what it holds already; asked for again, the same one.

    Of a protected sender it has the text alone. What is too long stays as it is: the draft says so.
    """
    key = uuid.uuid5(row.form_key, f"conference {row.offered_event_id}")
    path = reverse("events:abstract-create", args=[row.offered_event.slug])
    fresh = {
        "reference": new_reference(Draft.letter),
        "form_slug": AbstractForm.slug,
        "path": path,
        "typed": urlencode(_typed(row)),
        "language": row.language,
        "is_discreet": row.is_discreet,
        "link_until": timezone.now() + Draft.link_lasts,
    }
    draft, is_new = Draft.objects.get_or_create(form_key=key, defaults=fresh)
    if is_new:
        form = AbstractForm(data=QueryDict(draft.typed), event=row.offered_event, wish=draft)
        draft.lacks = "" if form.is_valid() else form.lacking
        draft.save(update_fields=["lacks"])
    return draft


def _typed(row: Contribution) -> dict[str, str]:
    """By the names of the abstract's form."""
    typed = {
        "title": row.title,
        "topic_choice": OTHER,
        "text": row.outline,
        "author-count": "1",
        "author-0-name": row.full_name,
        "author-0-affiliations": row.affiliation,
        "email": row.email,
        "phone": row.phone,
    }
    if row.is_discreet:
        typed["is_discreet"] = "on"
    return {name: value for name, value in typed.items() if value}
