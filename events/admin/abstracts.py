from django.contrib import admin
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ccsis.intake.desk.admin import HeldFilter, SubmissionAdmin
from ccsis.intake.desk.steps import ReasonForm, transition
from ccsis.intake.references import read_reference
from ccsis.mail.actions import mails_about_rows
from events.abstracts import actions, comparing
from events.abstracts.balance import balance_of
from events.abstracts.forms import RecordedAbstractForm
from events.abstracts.letters import letters_about
from events.abstracts.states import WORKFLOW
from events.abstracts.versions import versions_of
from events.abstracts.wishes import drafts_waiting
from events.admin import abstract_filters as filters
from events.admin.exports import export_as_csv, export_as_xlsx
from events.admin.letters import write_to_authors
from events.models import Abstract, Event


class NeededReasonForm(ReasonForm):
    """A reason that must be given."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["reason"].required = True


@admin.register(Abstract)
class AbstractAdmin(SubmissionAdmin):
    intake_form = RecordedAbstractForm
    page_template = "admin/events/abstract.html"
    record_template = "admin/events/record.html"
    own_steps = (
        transition(
            WORKFLOW,
            "let-in-late",
            _("It takes part as if it had come in time. Its sender and the co-authors get a mail."),
            _("Let in. Its mails and when they go out are listed below."),
            form=NeededReasonForm,
            take=actions.let_in_late,
        ),
        transition(
            WORKFLOW,
            "cancel",
            _("It does not take part any more. Its sender is told that, and not why."),
            _("Cancelled. Its sender is told by mail."),
            form=NeededReasonForm,
            take=actions.cancel,
            is_grave=True,
        ),
        transition(
            WORKFLOW,
            "restore",
            _("It takes part again, and its sender is told."),
            _("It takes part again."),
            take=actions.restore,
        ),
        transition(
            WORKFLOW,
            "restore-draft",
            _("It waits again for whether it is let in, and its sender is told."),
            _("It is a late draft again."),
            take=actions.restore_draft,
        ),
    )
    #: Steps that its sender takes, for the history.
    step_names = {
        "change": _("Changed by its sender"),
        "withdraw": _("Withdrawn by its sender"),
        "revive": _("Taken back by its sender: it takes part again"),
    }

    list_display = ["reference", "heading", "standing", "people", "topic_name", "kind", "words"]
    list_display += ["came"]
    list_select_related = ["event", "topic"]
    list_filter = [
        "event",
        filters.StateFilter,
        filters.TopicFilter,
        filters.FormatFilter,
        filters.AuthorsFilter,
        filters.LateFilter,
        HeldFilter,
    ]
    search_fields = ["reference"]
    search_help_text = _(
        "Words of the title, the text, a name or an affiliation; a reference; a whole e-mail address."
    )
    actions = [write_to_authors, export_as_csv, export_as_xlsx]
    change_list_template = "admin/events/abstract_list.html"

    class Media:
        css = {"all": ["css/desk/differences.css", "css/desk/events.css", "css/desk/rows.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("authors").defer("text", "sketch")

    def get_search_results(self, request, rows, search_term):
        typed = search_term.strip()
        if reference := read_reference(typed):
            return rows.filter(reference=reference), False
        if "@" in typed and " " not in typed:
            return filters.sent_from(rows, typed), False
        return filters.with_words(rows, typed), False

    def has_export_permission(self, request):
        return request.user.has_perm("events.export_abstract")

    def has_mail_permission(self, request):
        return request.user.has_perm("events.mail_abstract")

    @admin.display(description=_("title"), ordering="title")
    def heading(self, abstract):
        return abstract.title or "–"

    @admin.display(description=_("authors"))
    def people(self, abstract):
        named = [author.name for author in abstract.author_list if author.name]
        more = gettext(" and %d more") % (len(named) - 1) if len(named) > 1 else ""
        return f"{named[0]}{more}" if named else "–"

    @admin.display(description=_("received (UTC)"), ordering="received_at")
    def came(self, abstract):
        return date_format(abstract.received_at, "j M Y, H:i")

    @admin.display(description=_("topic"))
    def topic_name(self, abstract):
        return abstract.topic_name or "–"

    @admin.display(description=_("format"), ordering="format")
    def kind(self, abstract):
        return abstract.get_format_display() or "–"

    def get_urls(self):
        view = self.admin_site.admin_view(self.balance_view)
        return [
            path("balance/<int:pk>/", view, name="events_abstract_balance"),
            *super().get_urls(),
        ]

    def balance_view(self, request, pk: int):
        """How the abstracts of an event are spread. Nothing of a single person."""
        event = Event.objects.filter(pk=pk).first()
        if event is None or not self.has_view_permission(request):
            raise Http404
        context = {"event": event, "tables": balance_of(event), "drafts": drafts_waiting(event)}
        context["title"] = gettext("Balance: %(event)s") % {"event": event}
        return render(request, "admin/events/balance.html", self._own(request) | context)

    def add_view(self, request, form_url="", extra_context=None):
        """Record what came by e-mail, for the event in the address; without one it is asked for."""
        if not self.has_add_permission(request):
            return super().add_view(request, form_url, extra_context)
        event = Event.objects.filter(pk=_number(request.GET.get("event"))).first()
        events = [] if event else list(Event.objects.all())
        if len(events) == 1:
            return redirect(f"{request.path}?event={events[0].pk}")
        if event is None:
            context = {"events": events, "title": self._record_title()}
            return render(request, "admin/events/record_event.html", self._own(request) | context)
        request.recorded_event = event
        return super().add_view(request, form_url, extra_context)

    def make_form(self, request):
        return self.intake_form(request, recorded_by=request.user, event=request.recorded_event)

    def shown_with(self, request, row) -> dict:
        """What else the page of an abstract shows."""
        return {
            "authors": row.author_list,
            "versions": versions_of(row) if row.changed_at else [],
            "alike": comparing.alike(row),
            "letters": letters_about(row),
        }

    def mails_of(self, row):
        return mails_about_rows([row, *row.author_list])

    def changelist_view(self, request, extra_context=None):
        context = {"event": filters.event_in_view(request)}
        return super().changelist_view(request, context | (extra_context or {}))


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 12 else 0
