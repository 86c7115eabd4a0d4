"""What is done with events, letters of interest and partners."""

from django.db import transaction
from django.utils import timezone

from ccsis.media.models import Image
from events.models import Event, Partner
from events.states import WORKFLOW

#: What the next edition of an event takes over; dates, places and people it does not.
COPIED = (
    *("name", "summary", "body", "time_zone", "language", "interpretation", "contact_email"),
    *("call_text", "word_limit", "author_cap", "partner_call", "is_demo"),
)


@transaction.atomic
def copy_event(event: Event, *, edition: str, slug: str) -> Event:
    """A new event with the texts, topics and formats of another, and nothing of anybody. It is not public."""
    values = {name: getattr(event, name) for name in COPIED}
    copy = Event.objects.create(**values, edition=edition, slug=slug)
    for part in (*event.topics.all(), *event.formats.all()):
        part.pk, part.event = None, copy
        part._state.adding = True
        part.save()
    return copy


@transaction.atomic
def record_agreement(partner: Partner, *, by, agreement: str) -> Partner:
    """Keep who agreed to what; without it a partner is never shown."""
    return WORKFLOW.perform("agree", partner, by=by, agreement=agreement, agreed_at=timezone.now())


@transaction.atomic
def show_partner(partner: Partner, *, by, logo: Image | None) -> Partner:
    """From now on readers see the organisation, its website and its logo on the event's page."""
    return WORKFLOW.perform("show", partner, by=by, logo=logo)


def leave(partner: Partner) -> None:
    """The organisation leaves by its private link: at once it is on no page any more."""
    WORKFLOW.perform("leave", partner, by=None, agreement="", agreed_at=None, logo=None)
