from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ccsis.desk.admin import CarefulAdmin
from ccsis.identity import IDENTITY
from ccsis.lib.deadlines import ANYWHERE, offset_of
from ccsis.lib.languages import NAMES
from ccsis.lib.staff import FixedSlugAdmin, RichTextAdmin
from events.actions import copy_event
from events.models import Event, Format, Topic


class EventForm(forms.ModelForm):
    time_zone = forms.ChoiceField(
        label=Event._meta.get_field("time_zone").verbose_name.capitalize(),
        choices=lambda: [(name, name.replace("_", " ")) for name in sorted(available_timezones())],
        initial="UTC",
        help_text=Event._meta.get_field("time_zone").help_text,
    )
    interpretation = forms.MultipleChoiceField(
        label=_("Interpreted into"),
        choices=list(NAMES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class CopyForm(forms.Form):
    edition = Event._meta.get_field("edition").formfield(label=_("Edition"))
    slug = Event._meta.get_field("slug").formfield(label=_("Slug"))

    def __init__(self, *args, event: Event, **options):
        super().__init__(*args, **options)
        self.event = event

    def clean_edition(self) -> str:
        edition = self.cleaned_data["edition"]
        if Event.objects.filter(name=self.event.name, edition=edition).exists():
            raise forms.ValidationError(_("This edition is there already."), code="taken")
        return edition

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if Event.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("Another event has this slug."), code="taken")
        return slug


class TopicInline(admin.TabularInline):
    model = Topic
    fields = ["number", "name"]
    extra = 1


class FormatInline(admin.TabularInline):
    model = Format
    fields = ["number", "kind", "description", "is_open"]
    extra = 1


@admin.register(Event)
class EventAdmin(RichTextAdmin, FixedSlugAdmin, CarefulAdmin, admin.ModelAdmin):
    form = EventForm
    change_form_template = "admin/events/event.html"

    class Media:
        css = {"all": ["css/desk/events.css"]}

    list_display = ["name", "edition", "is_public", "starts_on", "call_opens_on", "call_closes_on"]
    list_filter = ["is_public", "is_archived"]
    search_fields = ["name", "edition"]
    prepopulated_fields = {"slug": ["edition"]}
    readonly_fields = ["call_in_words", "abstracts_so_far"]
    inlines = [TopicInline, FormatInline]
    fieldsets = [
        (None, {"fields": ["name", "edition", "slug", "summary", "body"]}),
        (
            _("When and where"),
            {
                "fields": [
                    *("starts_on", "ends_on", "venue", "venue_address", "time_zone"),
                    *("language", "interpretation", "contact_email"),
                ],
                "description": _(
                    "What is left empty reads “to be announced”, and stands in no calendar until it "
                    "is set. Whoever subscribed to the calendar sees each change."
                ),
            },
        ),
        (
            _("Call for abstracts"),
            {
                "fields": [
                    "call_text",
                    ("call_opens_on", "call_opens_time"),
                    ("call_closes_on", "call_closes_time"),
                    *("call_in_words", "word_limit", "author_cap", "abstracts_so_far"),
                ],
                "description": _(
                    "The topics and the formats of the call stand at the end of this page. What "
                    "arrives up to fifteen minutes after the deadline still counts; nobody is told."
                ),
            },
        ),
        (_("Call for partners"), {"fields": ["partner_call", "partners_from", "partners_until"]}),
        (_("Who sees it"), {"fields": ["is_public", "is_archived"]}),
    ]

    @admin.display(description=_("In other words"))
    def call_in_words(self, event):
        """When the call opens and closes, as saved, by the clocks that matter."""
        moments = [(_("Opens"), event.call_opens_at), (_("Closes"), event.call_closes_at)]
        rows = [(label, _by_the_clocks(moment, event)) for label, moment in moments if moment]
        return format_html_join("", "<div><b>{}</b> {}</div>", rows) or gettext("No call.")

    @admin.display(description=_("Abstracts so far"))
    def abstracts_so_far(self, event):
        count = event.abstracts.let_in().count() if event.pk else 0
        if not count:
            return gettext("None.")
        text = ngettext(
            "%d was sent. A lower limit does not touch it, but its next change.",
            "%d were sent. A lower limit does not touch them, but their next change.",
            count,
        )
        return text % count

    def get_urls(self):
        view = self.admin_site.admin_view(self.copy_view)
        return [path("<int:pk>/copy/", view, name="events_event_copy"), *super().get_urls()]

    def copy_view(self, request, pk: int):
        """The next edition: asked for its name and address, and made with nothing personal."""
        event = self.get_object(request, str(pk))
        if event is None:
            raise Http404
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = CopyForm(request.POST if request.method == "POST" else None, event=event)
        if form.is_valid():
            copy = copy_event(event, **form.cleaned_data)
            text = gettext("Copied. It is not public yet, and its dates are to be set.")
            messages.success(request, text)
            return redirect(reverse("admin:events_event_change", args=[copy.pk]))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "media": self.media,
            "title": gettext("Copy as the next edition"),
            "event": event,
            "form": form,
        }
        status = 422 if form.is_bound else 200
        return render(request, "admin/events/copy.html", context, status=status)


def _by_the_clocks(moment, event: Event) -> str:
    """An instant in event time, Anywhere on Earth, in UTC and in the region's zones."""
    local = moment.astimezone(event.zone)
    parts = [f"{_written(local)} ({event.time_zone}, {offset_of(local)})"]
    parts.append(f"{_written(moment.astimezone(ANYWHERE))} AoE")
    by_offset: dict[str, list[str]] = {}
    for place, zone in (("UTC", "UTC"), *IDENTITY.zones):
        there = moment.astimezone(ZoneInfo(zone))
        by_offset.setdefault(_written(there), []).append(str(place))
    parts += [f"{written} {', '.join(places)}" for written, places in by_offset.items()]
    return "; ".join(parts)


def _written(moment) -> str:
    return date_format(moment, "j F Y, H:i")
