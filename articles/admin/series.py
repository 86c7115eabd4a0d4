from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Q
from django.forms import BaseInlineFormSet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import actions
from articles import series as reading
from articles.admin import planning
from articles.models import Article, Series, SeriesPart
from ccsis.desk.admin import CarefulAdmin


class SeriesPartForm(forms.ModelForm):
    def validate_constraints(self):
        """Those of one row alone, from Django 6.1 on, as before it.

        Two parts that change their numbers have one number until both are saved; what has it twice
        in the form is refused by the formset.
        """
        exclude = self._get_validation_exclusions() | {"series"}
        try:
            self.instance.validate_constraints(exclude=exclude)
        except ValidationError as error:
            self._update_errors(error)


class SeriesPartFormSet(BaseInlineFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["number"].required = False

    def clean(self):
        """Parts without a number come behind the others, in the order of the form."""
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        kept = [form for form in kept if not self._should_delete_form(form)]
        numbers = [form.cleaned_data.get("number") for form in kept if form.is_valid()]
        last = max(filter(None, numbers), default=0)
        for form in kept:
            if form.is_valid() and form.cleaned_data.get("number") is None:
                last += 1
                form.cleaned_data["number"] = form.instance.number = last
        super().clean()


class SeriesPartInline(admin.StackedInline):
    model = SeriesPart
    form = SeriesPartForm
    formset = SeriesPartFormSet
    extra = 0
    fields = [("number", "article"), "title", "standfirst", "planned_on"]
    autocomplete_fields = ["article"]


@admin.register(Series)
class SeriesAdmin(CarefulAdmin, admin.ModelAdmin):
    """Its form says what a series and its parts are; its plan, how they stand and in which order."""

    change_form_template = "admin/articles/series/change_form.html"
    inlines = [SeriesPartInline]
    list_display = ["title", "announced_on", "parts", "what_readers_see", "plan"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "description", "announced_on", "invites_simulations", "slug"]})
    ]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if not request.resolver_match.url_name.endswith("changelist"):
            return rows
        is_public = Q(parts__article__in=Article.objects.published())
        return rows.annotate(
            part_count=Count("parts"),
            public_count=Count("parts", filter=is_public),
            is_known=Exists(reading.for_readers().filter(pk=OuterRef("pk"))),
        )

    @admin.display(description=_("public parts"))
    def parts(self, series):
        told = {"public": series.public_count, "all": series.part_count}
        return gettext("%(public)d of %(all)d") % told

    @admin.display(description=_("what readers see"))
    def what_readers_see(self, series):
        return gettext("Its page") if series.is_known else gettext("Nothing yet")

    @admin.display(description=_("plan"))
    def plan(self, series):
        url = reverse("admin:articles_series_plan", args=[series.pk])
        return format_html(
            '<a href="{}">{}<span class="visually-hidden"> {}</span></a>',
            url,
            gettext("Plan"),
            series,
        )

    def get_prepopulated_fields(self, request, series=None):
        return {} if series else self.prepopulated_fields

    def get_urls(self):
        return [*planning.urls(self), *super().get_urls()]

    def get_view_on_site_url(self, series=None):
        """Only where there is something to see."""
        is_known = series is not None and planning.is_known(series)
        return super().get_view_on_site_url(series) if is_known else None

    def save_model(self, request, series, form, change):
        super().save_model(request, series, form, change)
        if change and "slug" in form.changed_data:
            actions.keep_old_address(series, form.initial["slug"])
