from django.contrib import admin
from django.shortcuts import render
from django.urls import path
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ccsis.intake.desk.admin import STEPS_SHOWN, HeldFilter, SubmissionAdmin
from ccsis.intake.desk.steps import transition
from ccsis.intake.references import read_reference
from ccsis.intake.uploads.actions import uploads_of
from ccsis.lib.encryption import email_digest
from ccsis.lib.staff import hidden_from
from ccsis.workflow.models import Step
from submissions import actions, letters
from submissions.admin import identities
from submissions.admin.filters import EditorFilter, PromiseFilter
from submissions.admin.forms import AcceptForm, DeclineForm, TextForm
from submissions.admin.steps import ASSIGN
from submissions.forms import Choices, RecordedPitchForm, RecordedSimulationForm
from submissions.models import Contribution, ContributionState, Kind
from submissions.similar import similar_to
from submissions.standing import standing_of
from submissions.states import WORKFLOW

#: In the list; on a narrow screen, where no heading says what is missing, it is not shown.
NONE = mark_safe('<span class="desk-none">–</span>')
FORMS = {Kind.PITCH: RecordedPitchForm, Kind.SIMULATION: RecordedSimulationForm}


def _declining(row, *, text, event=None):
    return letters.preview(row, letters.with_offer(text, event), event=event and event.pk)


def _accepting(row, *, text, wishes):
    chosen = (wishes.person and wishes.person.pk, wishes.kind, wishes.series and wishes.series.pk)
    return letters.preview(row, text, wishes=chosen)


@admin.register(Contribution)
class ContributionAdmin(SubmissionAdmin):
    """Pitches and simulations: who sent what, by when they have an answer, and what became of it."""

    page_template = "admin/submissions/contribution.html"
    record_template = "admin/submissions/record.html"
    own_steps = (
        ASSIGN,
        transition(
            WORKFLOW,
            "discuss",
            _("Its sender sees that the editors are discussing it."),
            _("In discussion."),
        ),
        transition(
            WORKFLOW,
            "ask",
            _("The sender gets your question by mail, and answers on the private page."),
            _("Asked. The mail and when it goes out are listed below."),
            form=TextForm,
            take=actions.ask,
            preview=letters.preview,
        ),
        transition(
            WORKFLOW,
            "stop-waiting",
            _(
                "It is in discussion again; an answer can still come. The promised day moves by the "
                "days that you waited."
            ),
            _("In discussion again."),
            take=actions.stop_waiting,
        ),
        transition(
            WORKFLOW,
            "accept",
            _(
                "A draft article is made of it, with its text, region and byline, and its sender is "
                "told."
            ),
            _("Accepted. The draft is linked below."),
            form=AcceptForm,
            take=actions.accept,
            preview=_accepting,
            permission="decide",
        ),
        transition(
            WORKFLOW,
            "decline",
            _("Its sender is told, and is free to offer it elsewhere."),
            _("Declined. The mail and when it goes out are listed below."),
            form=DeclineForm,
            take=actions.decline,
            preview=_declining,
            permission="decide",
            is_grave=True,
        ),
        transition(
            WORKFLOW,
            "reopen",
            _(
                "It is in discussion again, and an answer is promised anew. Its sender is not told, and "
                "sees it on the private page."
            ),
            _("In discussion again."),
            take=actions.reopen,
            permission="decide",
        ),
        transition(
            WORKFLOW,
            "revoke",
            _(
                "It is in discussion again, and its sender is told. The draft article is put away; "
                "accepted again, another one is made."
            ),
            _("In discussion again. The mail and when it goes out are listed below."),
            form=TextForm,
            take=actions.revoke,
            preview=letters.preview,
            permission="decide",
            is_grave=True,
        ),
    )
    #: Steps that its sender takes, for the history.
    step_names = {
        "answer": _("Answered by its sender"),
        "withdraw": _("Withdrawn by its sender"),
    }

    list_display = ["reference", "heading", "kind", "signed", "region", "promise", "editor"]
    list_display += ["standing"]
    empty_value_display = NONE
    list_filter = ["state", "kind", PromiseFilter, EditorFilter, HeldFilter]
    search_fields = ["reference"]
    search_help_text = _(
        "Words of the title, a pseudonym, a reference, or a whole e-mail address. Protected senders "
        "are not found by their address."
    )

    class Media:
        css = {"all": ["css/desk/contributions.css", "css/desk/rows.css"]}

    def get_queryset(self, request):
        beside = ("region", "series", "article", "assigned_to")
        return super().get_queryset(request).select_related(*beside)

    def get_search_results(self, request, rows, search_term):
        typed = search_term.strip()
        if reference := read_reference(typed):
            return rows.filter(reference=reference), False
        if "@" in typed and " " not in typed:
            return rows.filter(email_digest=email_digest(typed), is_protected=False), False
        for word in typed.split()[:8]:
            rows = rows.filter(title__icontains=word) | rows.filter(pseudonym__icontains=word)
        return rows, False

    def get_urls(self):
        return [
            path(
                "<int:pk>/identity/",
                self.admin_site.admin_view(self.identity_view),
                name="submissions_contribution_identity",
            ),
            path(
                "<int:pk>/original/<int:upload_pk>/",
                self.admin_site.admin_view(self.original_view),
                name="submissions_contribution_original",
            ),
            *super().get_urls(),
        ]

    def identity_view(self, request, pk):
        return identities.identity_view(self, request, self._row(request, pk))

    def original_view(self, request, pk, upload_pk):
        return identities.original_view(self, request, self._row(request, pk), upload_pk)

    def add_view(self, request, form_url="", extra_context=None):
        """Record what came by e-mail, of the kind in the address; without one it is asked for."""
        if not self.has_add_permission(request):
            return super().add_view(request, form_url, extra_context)
        kind = request.GET.get("kind")
        if kind not in FORMS:
            context = {"kinds": Kind.choices, "title": self._record_title()}
            return render(
                request, "admin/submissions/record_kind.html", self._own(request) | context
            )
        request.recorded_kind = kind
        return super().add_view(request, form_url, extra_context)

    def make_form(self, request):
        choices = Choices.load(with_series=True)
        form = FORMS[request.recorded_kind]
        return form(request, recorded_by=request.user, choices=choices)

    def render_page(self, request, template: str, context: dict):
        return render(request, template, self._own(request) | context)

    def shown_with(self, request, row) -> dict:
        """What else the page of a contribution shows."""
        uploads = uploads_of(row)
        return {
            "title": row.title or row.reference,
            "standing": self.standing(row),
            "notes": Step.objects.of(row).filter(transition="note").order_by("pk")[:STEPS_SHOWN],
            "exchanges": list(row.exchanges.select_related("by")),
            "similar": [] if row.erased_at else similar_to(row),
            "uploads": [] if row.is_protected else uploads,
            "sealed_uploads": uploads if row.is_protected else [],
            "can_open_identity": request.user.has_perm("submissions.open_identity"),
            "can_open_original": request.user.has_perm("submissions.open_original"),
            "can_see_article": "articles.article" not in hidden_from(self.admin_site, request),
        }

    @admin.display(description=_("title"), ordering="title")
    def heading(self, row):
        return row.title or NONE

    @admin.display(description=_("signed"))
    def signed(self, row):
        return row.signed_as or NONE

    @admin.display(description=_("answer by"), ordering="promised_on")
    def promise(self, row):
        if not row.is_open or row.promised_on is None:
            return NONE
        day = date_format(row.promised_on, "j M Y")
        return gettext("%(day)s, late") % {"day": day} if row.is_late else day

    @admin.display(description=_("editor"))
    def editor(self, row):
        user = row.assigned_to
        return (user.get_full_name() or user.get_username()) if user else NONE

    @admin.display(description=_("state"))
    def standing(self, row):
        """As its sender is told, but for what the sender is asked to do."""
        if row.erased_at:
            return gettext("Erased")
        is_asked = row.state == ContributionState.ASKED and not row.held_at
        return capfirst(row.get_state_display()) if is_asked else standing_of(row).name
