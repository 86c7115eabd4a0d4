from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from ccsis.intake.actions import receive
from ccsis.intake.public import public_form
from ccsis.lib.arrivals import arrived_at
from ccsis.lib.reading import for_reading
from ccsis.lib.richtext import links
from ccsis.media.showing import with_library
from events.calls import standing_of
from events.forms import PartnerForm
from events.metadata import event_node
from events.models import Event, Partner


@for_reading
def event_list(request):
    events, now = Event.objects.published(), timezone.now()
    coming, past = list(events.coming()), list(events.past())
    for event in coming:
        event.call = standing_of(event, now)
    context = {"coming": coming, "past": past}
    return render(request, "events/event_list.html", context)


@for_reading
def event_detail(request, slug):
    event = get_object_or_404(_with_parts(), slug=slug)
    links.lead([event])
    with_library(event)
    origin = f"{request.scheme}://{request.get_host()}"
    context = {
        "event": event,
        "nodes": [event_node(event, origin)],
        "is_past": event.is_past,
        "call": standing_of(event, arrived_at(request)),
        "partners": Partner.objects.published().filter(event=event).select_related("logo"),
        "takes_letters": event.takes_letters_at(arrived_at(request)),
    }
    return render(request, "events/event_detail.html", context)


@for_reading
def call_detail(request, slug):
    """The call for abstracts: topics, what is asked, and when it closes."""
    event = get_object_or_404(_with_parts(), slug=slug)
    links.lead([event], "call_text")
    with_library(event, "call_text")
    context = {"event": event, "call": standing_of(event, arrived_at(request))}
    return render(request, "events/call_detail.html", context)


@for_reading
def event_calendar(request, slug):
    """The event and its deadline, for programs that ask again and again."""
    from events.calendars import calendar_of

    event = get_object_or_404(Event.objects.published(), slug=slug)
    response = HttpResponse(calendar_of(event), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{event.slug}.ics"'
    return response


@public_form(PartnerForm)
def partner_create(request, slug):
    """The call for partners, and the form for a letter of interest while it is open."""
    event = get_object_or_404(Event.objects.published(), slug=slug)
    form = PartnerForm(request, event=event)
    if form.is_valid():
        return redirect(receive(form.submission(), uploads=form.uploads))
    now = arrived_at(request)
    context = {
        "event": event,
        "form": form,
        "takes_letters": event.takes_letters_at(now),
        "asks_later": event.asks_for_letters_after(now),
    }
    return render(request, "events/partner_create.html", context, status=form.http_status)


def _with_parts():
    return Event.objects.published().prefetch_related("topics", "formats")
