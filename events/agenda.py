"""Events, and when their calls open and close, in the desk's calendar."""

from collections.abc import Iterator

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from ccsis.lib.agenda import Agenda, Days, Entry, Sign
from events.models import Event

#: Moments of an event.
MOMENTS = ("call_opens_at", "call_closes_at", "partners_from", "partners_until")


def agenda(request: HttpRequest, days: Days) -> Agenda:
    if not request.user.has_perm("events.view_event"):
        return Agenda()
    start, end = days.instants
    wanted = Q(starts_on__range=(days.first, days.last)) | Q(ends_on__range=(days.first, days.last))
    for name in MOMENTS:
        wanted |= Q(**{f"{name}__gte": start, f"{name}__lt": end})
    rows = Event.objects.filter(wanted).defer("body", "call_text")
    return Agenda([entry for event in rows for entry in _of_event(event, days)])


def _of_event(event: Event, days: Days) -> Iterator[Entry]:
    url = reverse("admin:events_event_change", args=[event.pk])
    for day, said in _days(event):
        if days.hold(day):
            yield Entry(day, str(event), _told(event, said), Sign.EVENT, url)
    for name, said in _moments(event).items():
        moment = getattr(event, name)
        if days.hold(moment):
            sign = Sign.DONE if moment <= timezone.now() else Sign.COMING
            yield Entry.moment(moment, str(event), _told(event, said), sign, url=url)


def _days(event: Event) -> list[tuple]:
    if event.ends_on in {None, event.starts_on}:
        return [(event.starts_on, gettext("event"))]
    return [(event.starts_on, gettext("event begins")), (event.ends_on, gettext("event ends"))]


def _moments(event: Event) -> dict[str, str]:
    """In words. A deadline without an hour is the end of its day anywhere on Earth."""
    closes = gettext("call for abstracts closes")
    if event.call_closes_time is None:
        closes = gettext("call for abstracts closes (end of the day anywhere on Earth)")
    return {
        "call_opens_at": gettext("call for abstracts opens"),
        "call_closes_at": closes,
        "partners_from": gettext("letters of interest from now on"),
        "partners_until": gettext("last letters of interest"),
    }


def _told(event: Event, said: str) -> str:
    return said if event.is_public else gettext("%s (not public)") % said
