from django.shortcuts import get_object_or_404, redirect, render

from ccsis.intake.actions import receive
from ccsis.intake.public import public_form
from ccsis.lib.reading import for_reading
from events.forms import PartnerForm
from events.models import Event, Partner


@for_reading
def event_list(request):
    return render(request, "events/event_list.html", {"events": list(Event.objects.published())})


@for_reading
def event_detail(request, slug):
    event = get_object_or_404(Event.objects.published(), slug=slug)
    partners = Partner.objects.published().filter(event=event).select_related("logo")
    return render(request, "events/event_detail.html", {"event": event, "partners": partners})


@public_form(PartnerForm)
def partner_create(request, slug):
    """The call for partners, and the form for a letter of interest while it is open."""
    event = get_object_or_404(Event.objects.published(), slug=slug)
    form = PartnerForm(request, event=event)
    if form.is_valid():
        return redirect(receive(form.submission(), uploads=form.uploads))
    context = {"event": event, "form": form}
    return render(request, "events/partner_create.html", context, status=form.http_status)
