"""The inline forms of a simulation: what it starts from, its course of events, its forecast."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.forms.models import BaseInlineFormSet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Forecast, Kind, Scenario, ScenarioStep
from ccsis.lib.staff import LinesField

#: What a form that was made with these inline forms brings.
BROUGHT = "steps-TOTAL_FORMS"
FEW_LINES = AdminTextareaWidget(attrs={"rows": 3})


class ScenarioForm(forms.ModelForm):
    class Meta:
        model = Scenario
        fields = ["assumptions", "actors"]
        field_classes = {"actors": LinesField}
        widgets = {"actors": AdminTextareaWidget(attrs={"rows": 5})}


class StepForm(forms.ModelForm):
    number = forms.IntegerField(
        label=_("Place"),
        required=False,
        min_value=1,
        max_value=1_000,
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
        help_text=_("Empty: the last one. A taken place: before the step that has it."),
    )

    class Meta:
        model = ScenarioStep
        fields = ["number", "date", "text"]
        widgets = {"text": FEW_LINES}

    def _get_validation_exclusions(self):
        """Two steps may have one number until all have been read: then they are numbered anew."""
        return super()._get_validation_exclusions() | {"number"}


class StepFormSet(BaseInlineFormSet):
    """Steps are numbered anew, so that one can be put between two others."""

    def clean(self):
        for number, form in enumerate(sorted(self._staying(), key=self._place), start=1):
            if form.instance.number != number or form.cleaned_data.get("number") != number:
                form.cleaned_data["number"] = form.instance.number = number
                # Else a step that only moves would not be saved.
                form.changed_data.append("number")
        super().clean()

    def _staying(self) -> list[StepForm]:
        gone = self.deleted_forms
        written = [form for form in self.forms if form.instance.pk or form.has_changed()]
        return [form for form in written if form not in gone and hasattr(form, "cleaned_data")]

    def _place(self, form: StepForm) -> tuple:
        """A step that comes to a place goes before the one that was there."""
        number = form.cleaned_data.get("number")
        was_there = form.instance.pk is not None and "number" not in form.changed_data
        return (number is None, number, was_there)


class ScenarioInline(admin.StackedInline):
    model = Scenario
    form = ScenarioForm
    can_delete = False
    fields = ["assumptions", "actors"]


class StepInline(admin.StackedInline):
    model = ScenarioStep
    form = StepForm
    formset = StepFormSet
    fields = [("number", "date"), "text"]

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj and obj.steps.exists() else 3


class ForecastInline(admin.StackedInline):
    model = Forecast
    fieldsets = [
        (
            None,
            {
                "description": _("May be left out. Once the piece is released, it is fixed."),
                "fields": ["likelihood", "confirmed_if", "refuted_if", "due_on"],
            },
        )
    ]

    def formfield_for_dbfield(self, field, request, **kwargs):
        if field.name in {"confirmed_if", "refuted_if"}:
            kwargs["widget"] = FEW_LINES
        return super().formfield_for_dbfield(field, request, **kwargs)


def is_wanted(request, article: Article | None) -> bool:
    """Whether a form has, or is to have, these inline forms."""
    if request.method == "POST":
        return BROUGHT in request.POST
    kind = article.kind if article else request.GET.get("kind")
    return kind == Kind.SIMULATION


def inlines_for(request, article: Article | None) -> list[type]:
    """For a simulation. A form that was sent is taken for what it is, whatever the piece is by now."""
    if not is_wanted(request, article):
        return []
    inlines = [ScenarioInline, StepInline]
    # A pending change has none: readers have seen the forecast of its piece.
    return inlines if article and article.pending_of_id else [*inlines, ForecastInline]


def is_new(request, article: Article) -> bool:
    """Whether a piece was made a simulation in a form without these inline forms."""
    return article.is_simulation and BROUGHT not in request.POST


def invitation(article: Article) -> SafeString:
    link = reverse("admin:articles_article_change", args=[article.pk])
    text = _("“%s” is a simulation: its scenario and its steps can be written now, in its form.")
    return format_html('<a href="{}">{}</a>', link, text % article)
