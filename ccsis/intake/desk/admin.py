"""For the ModelAdmin of a kind of sending: its list, its page, its steps, and recording what came by e-mail."""

from django.contrib import admin, messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ccsis.intake import actions
from ccsis.intake.desk.steps import GENERAL, DeskStep, Preview
from ccsis.intake.forms import IntakeForm
from ccsis.intake.references import read_reference
from ccsis.intake.uploads.actions import uploads_of
from ccsis.lib.staff import BoundedPaginator, OfferedFilters
from ccsis.mail.actions import mails_about
from ccsis.workflow.models import Step
from ccsis.workflow.transitions import Refused

STEPS_SHOWN = 100


class HeldFilter(admin.SimpleListFilter):
    title = _("waiting")
    parameter_name = "held"

    def lookups(self, request, model_admin):
        return [("yes", _("held for a look")), ("no", _("let in")), ("erased", _("erased"))]

    def queryset(self, request, rows):
        chosen = {"yes": rows.held, "no": rows.let_in}
        if self.value() == "erased":
            return rows.filter(erased_at__isnull=False)
        return chosen[self.value()]() if self.value() in chosen else rows


class SubmissionAdmin(OfferedFilters, admin.ModelAdmin):
    """Nothing that was sent is edited: it is read, answered, moved on and noted on, or erased."""

    #: The public form, by which staff record what came by e-mail.
    intake_form: type[IntakeForm]
    #: Of the kind's own, before the general ones.
    own_steps: tuple[DeskStep, ...] = ()
    #: What steps are called in the history that nobody takes at the desk.
    step_names: dict[str, str] = {}
    #: Of the page of a row, and of the one on which a sending is recorded.
    page_template = "admin/intake/submission.html"
    record_template = "admin/intake/record.html"

    list_display = ["reference", "received_at", "standing"]
    list_filter = [HeldFilter]
    list_display_links = ["reference"]
    search_fields = ["reference"]
    ordering = ["-pk"]
    paginator = BoundedPaginator
    #: Its address is the sender's private link, which nobody at the desk gets.
    view_on_site = False
    show_full_result_count = False
    list_per_page = 50

    def get_search_results(self, request, rows, search_term):
        """A reference is found however it was typed or heard."""
        return super().get_search_results(request, rows, read_reference(search_term) or search_term)

    @admin.display(description=_("state"))
    def standing(self, row):
        return standing_of(row)

    def receive(self, form: IntakeForm, row):
        """Store what was recorded as the public form does, with its files."""
        return actions.receive(row, uploads=form.uploads)

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_step"
        view = self.admin_site.admin_view(self.step_view)
        return [path("<int:pk>/step/<slug:name>/", view, name=name), *super().get_urls()]

    def has_change_permission(self, request, obj=None):
        """Its form is never shown; the steps ask for the permission themselves."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def add_view(self, request, form_url="", extra_context=None):
        """Record what came by e-mail; its sender gets the same receipt and link."""
        if not self.has_add_permission(request):
            return super().add_view(request, form_url, extra_context)
        form = self.make_form(request)
        row = self._recorded(form) if form.is_valid() else None
        if row:
            text = gettext("Recorded as %(reference)s. The sender gets the receipt by mail.")
            if not row.mail_address("sender"):
                text = gettext(
                    "Recorded as %(reference)s. Without an address nobody gets a receipt."
                )
            messages.success(request, text % {"reference": row.reference})
            return HttpResponseRedirect(self._page_of(row))
        context = {"form": form, "title": self._record_title()}
        own = self._own(request) | context
        return render(request, self.record_template, own, status=form.http_status)

    def make_form(self, request) -> IntakeForm:
        """By which a member of staff records what came by e-mail."""
        return self.intake_form(request, recorded_by=request.user)

    def _recorded(self, form: IntakeForm):
        """The row; None where the same form was received at the same moment with something else."""
        try:
            return self.receive(form, form.submission())
        except actions.OtherContent:
            form.add_error(None, gettext("This form was recorded already. Open it anew."))
            return None

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self._row(request, object_id)
        context = {
            "row": row,
            "title": row.reference,
            "received": row.received(),
            "added": row.added(),
            "standing": standing_of(row),
            "steps": [step for step in self.steps if self._is_open(request, row, step)],
            "mails": self.mails_of(row),
            "uploads": uploads_of(row),
            "history": self._history(row),
            **self.shown_with(request, row),
        }
        return render(request, self.page_template, self._own(request) | context)

    def shown_with(self, request, row) -> dict:
        """What else the page of a kind shows."""
        return {}

    def mails_of(self, row):
        """Those that are listed with a row."""
        return mails_about(row)

    def step_view(self, request, pk: int, name: str):
        row = self._row(request, pk)
        step = next((step for step in self.steps if step.name == name), None)
        if step is None:
            raise Http404
        if not self._is_open(request, row, step):
            text = gettext(
                "“%(step)s” is not possible now, or you may not do it. Nothing was changed."
            )
            text = text % {"step": step.label}
            return self._refused(request, row, step, text)
        form = step.form(request.POST if request.method == "POST" else None, row=row)
        preview = self._unseen(request, step, row, form)
        if preview:
            return self._step_page(request, row, step, form, 200, preview)
        if form.is_valid() and self._take(request, step, row, form):
            gone = not self.model._base_manager.filter(pk=row.pk).exists()
            return HttpResponseRedirect(self._list() if gone else self._page_of(row))
        return self._step_page(request, row, step, form, 422 if form.is_bound else 200)

    def _refused(self, request, row, step: DeskStep, text: str):
        """What somebody typed stays to be copied, though a colleague was faster."""
        messages.error(request, text)
        if request.method != "POST" or not step.form.base_fields:
            return HttpResponseRedirect(self._page_of(row))
        return self._step_page(request, row, step, step.form(request.POST, row=row), 409)

    def _unseen(self, request, step: DeskStep, row, form) -> Preview | None:
        """The mail that would go out, where it was not looked at yet as it is now."""
        if step.preview is None or not form.is_valid():
            return None
        preview = step.preview(row, **form.cleaned_data)
        return None if request.POST.get("seen") == preview.stamp else preview

    def _step_page(self, request, row, step: DeskStep, form, status: int, preview=None):
        context = {"row": row, "title": step.label, "step": step, "form": form, "preview": preview}
        context["media"] = self.media + form.media
        return self._page(request, "step", context, status=status)

    @property
    def steps(self) -> tuple[DeskStep, ...]:
        return (*self.own_steps, *GENERAL)

    def _take(self, request, step: DeskStep, row, form) -> bool:
        try:
            step.take(row, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return False
        except self.model.DoesNotExist:
            messages.error(request, gettext("It was dropped meanwhile. Nothing was changed."))
            return True
        messages.success(request, step.done)
        return True

    def _is_open(self, request, row, step: DeskStep) -> bool:
        permission = f"{self.opts.app_label}.{step.permission}_{self.opts.model_name}"
        return request.user.has_perm(permission) and step.is_open(row)

    def _row(self, request, pk):
        row = self.get_object(request, str(pk))
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        return row

    def _history(self, row) -> list[tuple[str, Step]]:
        names = {step.name: step.label for step in self.steps} | self.step_names
        steps = Step.objects.of(row)[:STEPS_SHOWN]
        return [(names.get(step.transition, step.transition), step) for step in steps]

    def _page(self, request, name: str, context: dict, status: int = 200):
        own = self._own(request) | context
        return render(request, f"admin/intake/{name}.html", own, status=status)

    def _own(self, request) -> dict:
        return self.admin_site.each_context(request) | {"opts": self.opts, "media": self.media}

    def _record_title(self) -> str:
        return gettext("Record what came by e-mail: %(noun)s") % {"noun": self.opts.verbose_name}

    def _page_of(self, row) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])

    def _list(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")


def standing_of(row) -> str:
    """In a few words, what a decision needs to know first."""
    if row.erased_at:
        return gettext("erased")
    if row.held_at:
        return gettext("held: %s") % row.get_doubt_display()
    return row.get_state_display() if hasattr(row, "state") else gettext("received")
