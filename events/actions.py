"""What is done with letters of interest and partners."""

from django.db import transaction
from django.utils import timezone

from ccsis.media.models import Image
from events.models import Partner
from events.states import WORKFLOW


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
