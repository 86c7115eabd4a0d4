"""The call for contributions, and its two forms."""

from django.shortcuts import redirect, render

from articles.models import Page
from ccsis.intake.actions import receive
from ccsis.intake.public import public_form
from ccsis.lib import sealing
from ccsis.lib.reading import for_reading
from ccsis.lib.richtext import links
from ccsis.media.showing import with_library
from submissions.forms import Choices, PitchForm, SimulationForm
from submissions.forms.choices import inviting_series
from submissions.models import Call


@for_reading
def contribute(request):
    """The standing text that staff edit, what is promised, and the ways in."""
    page = Page.objects.published().filter(slug="contribute").first()
    links.lead([page])
    if page:
        with_library(page)
    context = {
        "call": Call.current(),
        "page": page,
        "series": inviting_series(),
        "can_be_protected": sealing.is_available(),
    }
    return render(request, "submissions/call.html", context)


@public_form(PitchForm)
def pitch_create(request):
    form = PitchForm(request, choices=Choices.load())
    return _received(request, form, "submissions/pitch_create.html")


@public_form(SimulationForm)
def simulation_create(request):
    """For the series that invite simulations; one can be chosen in the address, `?series=slug`."""
    choices = Choices.load(with_series=True)
    slug = request.GET.get("series", "")
    chosen = next((key for key, row in choices.series.items() if row.slug == slug), "")
    form = SimulationForm(request, choices=choices, series=chosen)
    return _received(request, form, "submissions/simulation_create.html")


def _received(request, form, template: str):
    if form.is_valid():
        return redirect(receive(form.submission(), uploads=form.uploads))
    context = {"form": form, "call": Call.current()}
    return render(request, template, context, status=form.http_status)
