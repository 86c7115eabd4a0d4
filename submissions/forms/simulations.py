from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ccsis.intake.fields import ParagraphsField, has_letters
from ccsis.intake.forms import Part
from submissions.forms.choices import offered
from submissions.forms.contributions import ContributionForm, DayField
from submissions.forms.steps import StepRows
from submissions.models import Kind

STEPS = Part(_("Course of events"), template="submissions/_step_rows.html")
FORECAST = ("likelihood", "confirmed_if", "refuted_if", "due_on")


class ActorsField(ParagraphsField):
    """A list of texts, one in each line."""

    def clean(self, value) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class SimulationForm(StepRows, ContributionForm):
    """A scenario that somebody sends for a series that invites them."""

    slug = "simulation"
    kind = Kind.SIMULATION
    send_label = _("Send the simulation")
    needed = ("full_name", "email", "phone", "professional_title")
    first_parts = (
        Part(
            _("The scenario"),
            (
                "series_choice",
                "title",
                "outline",
                "region",
                "text_language",
                "assumptions",
                "actors",
            ),
        ),
        STEPS,
        Part(_("A forecast, if you make one"), FORECAST),
    )

    series_choice = forms.ChoiceField(
        label=_("Series"), error_messages={"required": _("Choose a series.")}
    )
    outline = ParagraphsField(
        label=_("What the scenario asks"),
        words=500,
        rows=5,
        help_text=_("The question, and why the answer matters."),
    )
    assumptions = ParagraphsField(
        label=_("Assumptions"),
        words=500,
        rows=5,
        help_text=_("What is taken as given when it begins, and what is left out."),
    )
    actors = ActorsField(
        label=_("Actors"),
        max_length=4_000,
        rows=4,
        help_text=_("One in each line, each with what it wants."),
    )
    likelihood = forms.IntegerField(
        label=_("Likelihood in percent"),
        required=False,
        min_value=1,
        max_value=99,
        help_text=_("How likely you think it is, from 1 to 99."),
    )
    confirmed_if = ParagraphsField(
        label=_("It is confirmed if"),
        required=False,
        max_length=2_000,
        rows=3,
        validators=[has_letters],
        help_text=_("Something that anybody can check."),
    )
    refuted_if = ParagraphsField(
        label=_("It is refuted if"),
        required=False,
        max_length=2_000,
        rows=3,
        validators=[has_letters],
    )
    due_on = DayField(
        label=_("By when"), required=False, years=20, help_text=_("The day on which it is decided.")
    )

    def __init__(self, *arguments, series: str = "", **options):
        """series: primary key of the one that is chosen at first."""
        if series:
            options["initial"] = {"series_choice": series} | options.get("initial", {})
        super().__init__(*arguments, **options)

    def shape(self, typed) -> None:
        super().shape(typed)
        self.shape_rows(typed)
        series = self.choices and self.choices.series
        self.fields["series_choice"].choices = offered(series, typed, "series_choice")
        self.fields["title"].label = _("Title of the scenario")

    def names_in(self, part: Part) -> tuple[str, ...]:
        return self.row_names if part is STEPS else part.names

    def clean(self) -> dict:
        self.judge_rows()
        self._judge_forecast()
        return super().clean()

    def _judge_forecast(self) -> None:
        """A forecast that nobody can check is none."""
        given = [name for name in FORECAST if self.cleaned_data.get(name) or name in self.errors]
        for name in FORECAST[1:] if given else ():
            if name not in given:
                message = _("A forecast needs this too, so that it can be checked.")
                self.add_error(name, ValidationError(message, code="required"))

    def _content(self) -> dict:
        chosen = self.cleaned_data["series_choice"]
        series = self.choices.series.get(chosen) if self.choices else None
        return super()._content() | {"series": series, "course": self.course}


class RecordedSimulationForm(SimulationForm):
    """For staff, of a simulation that came by e-mail."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        for name in ("series_choice", "region", "assumptions", "actors"):
            self.fields[name].required = False
