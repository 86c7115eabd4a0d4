"""Abstracts and letters of interest on the desk's home page."""

from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from ccsis.lib.queues import LENGTH, Queue, Row
from ccsis.workflow.models import Step
from events.models import (
    ALIVE,
    Abstract,
    AbstractAuthor,
    AbstractState,
    AlikePair,
    Answer,
    Partner,
    PartnerState,
)

LATELY = timedelta(days=14)
LIST = "admin:events_partner_changelist"


def queues(request: HttpRequest) -> list[Queue]:
    return [*_of_abstracts(request), *_of_partners(request)]


def _of_abstracts(request: HttpRequest) -> list[Queue]:
    """Late drafts to decide about, authors who say to be none, and what looks as if it came twice."""
    if not request.user.has_perm("events.view_abstract"):
        return []
    list_url = reverse("admin:events_abstract_changelist")
    late = Abstract.objects.let_in().filter(state=AbstractState.DRAFT).order_by("pk")[:LENGTH]
    return [
        Queue(
            gettext("Late drafts"),
            [_abstract(row, row.reference, row.received_at) for row in late],
            more_url=f"{list_url}?state=draft",
        ),
        Queue(
            gettext("Authors who say to be none"), _denied(), more_url=f"{list_url}?authors=denied"
        ),
        Queue(gettext("Abstracts that look like another"), _alike()),
    ]


def _denied() -> list[Row]:
    """Of abstracts that take part, or may yet."""
    of_those = Q(abstract__state__in=ALIVE, abstract__held_at=None, abstract__erased_at=None)
    authors = AbstractAuthor.objects.filter(of_those, answer=Answer.DENIED, erased_at=None)
    latest = authors.select_related("abstract").order_by("-answered_at")[:LENGTH]
    return [_abstract(author.abstract, author.name, author.answered_at) for author in latest]


def _alike() -> list[Row]:
    """The later one of each two that both take part, for a while."""
    submitted = Abstract.objects.submitted()
    since = timezone.now() - LATELY
    pairs = AlikePair.objects.filter(
        earlier__in=submitted, later__in=submitted.filter(received_at__gt=since)
    )
    latest = Abstract.objects.filter(pk__in=pairs.values("later")).order_by("-pk")[:LENGTH]
    return [_abstract(row, row.reference, row.received_at) for row in latest]


def _abstract(abstract: Abstract, note: str, at: datetime) -> Row:
    url = reverse("admin:events_abstract_change", args=[abstract.pk])
    return Row(abstract.title, url, note, at)


def _of_partners(request: HttpRequest) -> list[Queue]:
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
