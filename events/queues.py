"""Letters of interest on the desk's home page."""

from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
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
    """By their private links, also by erasing all that was known of them: so the office hears of it."""
    since = timezone.now() - LATELY
    steps = Step.objects.filter(row_pk=OuterRef("pk"), model=Partner._meta.label_lower)
    left_at = steps.filter(transition="leave").order_by("-pk").values("at")[:1]
    left = Partner.objects.filter(state=PartnerState.LEFT).annotate(
        gone_at=Coalesce("erased_at", Subquery(left_at))
    )
    latest = left.filter(gone_at__gt=since).order_by("-gone_at")[:LENGTH]
    return [_row(partner, partner.gone_at) for partner in latest]


def _row(partner: Partner, at: datetime | None = None) -> Row:
    url = reverse("admin:events_partner_change", args=[partner.pk])
    if partner.erased_at:
        return Row(partner.reference, url, gettext("its data were erased"), at)
    return Row(partner.organisation, url, partner.reference, at or partner.received_at)
