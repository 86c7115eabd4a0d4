"""Letters of interest on the desk's home page."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from ccsis.lib.queues import LENGTH, Queue, Row
from ccsis.workflow.models import Step
from events.models import Partner, PartnerState

LATELY = timedelta(days=14)
LIST = "admin:events_partner_changelist"


def queues(request: HttpRequest) -> list[Queue]:
    if not request.user.has_perm("events.view_partner"):
        return []
    letters = Partner.objects.let_in().filter(state=PartnerState.LETTER).order_by("pk")
    rows = [_row(partner) for partner in letters[:LENGTH]]
    more = f"{reverse(LIST)}?state__exact=letter"
    return [
        Queue(gettext("Letters of interest to answer"), rows, more_url=more),
        Queue(gettext("Partners that left lately"), _left()),
    ]


def _left() -> list[Row]:
    """By their private links, so that the office hears of it."""
    label, since = Partner._meta.label_lower, timezone.now() - LATELY
    steps = Step.objects.filter(model=label, transition="leave", at__gt=since).order_by("-pk")
    times = dict(steps.values_list("row_pk", "at")[:LENGTH])
    partners = Partner.objects.filter(pk__in=times, state=PartnerState.LEFT)
    return [_row(partner, times[partner.pk]) for partner in partners]


def _row(partner: Partner, at: datetime | None = None) -> Row:
    url = reverse("admin:events_partner_change", args=[partner.pk])
    title = partner.organisation or partner.reference
    return Row(title, url, partner.reference, at or partner.received_at)
