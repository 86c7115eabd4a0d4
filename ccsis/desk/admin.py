"""For the ModelAdmins of all apps: nothing typed is lost, nothing is silently overwritten."""

from dataclasses import dataclass

from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import router, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from ccsis.desk import conflicts, endpoints, fingerprints, forms, lists, works
from ccsis.desk.models import UnsavedWork


@dataclass
class Visit:
    """What a request for a form is about: the form's own work, and what it was made from."""

    claim: works.Claim
    fingerprint: str = ""
    conflict: conflicts.Conflict | None = None
    #: Unsaved work that is opened.
    opened: UnsavedWork | None = None
    is_saved: bool = False


class CarefulAdmin:
    """For a ModelAdmin. Its form keeps unsaved work, shows who else is here, and refuses stale saves."""

    change_form_template = "desk/change_form.html"

    def get_urls(self):
        return [*endpoints.urls(self), *super().get_urls()]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST":
            return self._sent(request, object_id, form_url, extra_context)
        if work := self.opened_work(request):
            return self._opened(request, work, object_id, form_url, extra_context)
        request.desk_visit = Visit(works.new_claim(request.user))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def changelist_view(self, request, extra_context=None):
        if "_save" not in request.POST or not self.list_editable:
            return super().changelist_view(request, extra_context)
        with transaction.atomic(using=router.db_for_write(self.model)):
            present = {
                str(row.pk) for row in self._get_list_editable_queryset(request, lists.PREFIX)
            }
            data = lists.without_gone(request.POST, self.opts.pk.name, present)
            response = super().changelist_view(forms.as_sent(request, data), extra_context)
        shown = getattr(response, "context_data", {}).get("cl")
        if shown and shown.formset:
            lists.align(shown)
            response.status_code = 409 if lists.is_stale(shown.formset) else response.status_code
        return response

    def get_changelist_form(self, request, **kwargs):
        return forms.mixed(lists.Seen, into=super().get_changelist_form(request, **kwargs))

    def get_changelist_formset(self, request, **kwargs):
        formset = super().get_changelist_formset(request, **kwargs)
        lists.read_choices_once(formset)
        return formset

    def opened_work(self, request) -> UnsavedWork | None:
        """The unsaved work that the address asks for."""
        return works.opened_by(request, self.opts.label_lower)

    def why_without_form(self, row) -> str:
        """Why a row cannot be saved by its form any more, in a sentence; "" where it can."""
        return ""

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        visit = visit_of(request)
        if visit and visit.opened:
            return forms.mixed(forms.Unchecked, into=form)
        if visit and visit.conflict:
            return forms.mixed(forms.Refused, into=form)
        return forms.mixed(forms.Judged, into=form) if _is_judged(request) else form

    def get_formsets_with_inlines(self, request, obj=None):
        visit = visit_of(request)
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            if visit and visit.opened:
                formset = unchecked(formset)
            elif _is_judged(request):
                form = forms.mixed(forms.Judged, into=formset.form)
                formset = type(formset)(formset.__name__, (formset,), {"form": form})
            yield formset, inline

    def save_related(self, request, form, formsets, change):
        """Everything is saved now: what was kept of it goes in the same transaction."""
        super().save_related(request, form, formsets, change)
        if visit := visit_of(request):
            visit.is_saved = True
            works.discard(visit.claim)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        visit = visit_of(request)
        may_save = self.has_add_permission(request) if add else None
        if visit and (may_save or (change and self.has_change_permission(request, obj))):
            context["desk"] = self._desk(request, visit, context, obj if change else None)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _sent(self, request, object_id, form_url, extra_context) -> HttpResponse:
        """Save a form, unless its row was saved or deleted by somebody since it was made (409).

        What is not saved is kept, also where no script did it before.
        """
        claim = works.claim_of(request)
        visit = Visit(
            claim or works.new_claim(request.user), request.POST.get(works.FINGERPRINT, "")
        )
        request.desk_visit = visit
        with transaction.atomic(using=router.db_for_write(self.model)):
            row = self._locked(request, object_id) if object_id else None
            response = self._refusal(request, row, object_id)
            if response is None:
                sent = self._compared(request, row) if row else request
                response = super().changeform_view(sent, object_id, form_url, extra_context)
        if visit.conflict:
            response.status_code = 409
        if claim and not visit.is_saved:
            works.keep_if_possible(claim, request.POST, **endpoints.place_of(self, object_id))
        return response

    def _refusal(self, request, row, object_id) -> HttpResponse | None:
        """For a row that is gone, or has no form any more."""
        if not (object_id and self.has_change_permission(request, row)):
            return None
        if row is None:
            # Who never had its form learns nothing about a row that is not theirs.
            is_gone = works.claim_of(request) is not None
            return endpoints.deleted(self, request, object_id) if is_gone else None
        why = self.why_without_form(row)
        return endpoints.without_form(self, request, why) if why else None

    def _opened(self, request, work, object_id, form_url, extra_context) -> HttpResponse:
        """The form with unsaved work in it; work on a row that is gone goes on as a new one."""
        row = self.get_object(request, unquote(object_id)) if object_id else None
        if object_id and row is None:
            return redirect(f"{endpoints.form_address(self)}?{works.OPENED}={work.pk}")
        if row and (why := self.why_without_form(row)):
            return endpoints.unsaved_without_form(self, request, work, why)
        request = self._with(request, work, row)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _get_list_editable_queryset(self, request, prefix):
        """The rows of a list that is sent; nobody else can save them before this transaction ends."""
        rows = super()._get_list_editable_queryset(request, prefix)
        return rows.select_for_update(of=("self",))

    def _locked(self, request, object_id):
        """The row as it is now; nobody else can save it before this transaction ends."""
        row = self.get_object(request, unquote(object_id))
        locked = self.model._base_manager.select_for_update()
        return locked.filter(pk=row.pk).first() if row else None

    def _compared(self, request, row) -> HttpRequest:
        """Note a conflict; what was typed then goes on with the rows of now."""
        if not self.has_change_permission(request, row):
            return request
        visit = request.desk_visit
        based_on = fingerprints.read(visit.fingerprint)
        fields = flatten_fieldsets(self.get_fieldsets(request, row))
        form = self.get_form(request, row, change=True, fields=fields)(instance=row)
        formsets = self._formsets(request, row)
        conflict = conflicts.find(based_on, form, formsets, user=request.user, row=row)
        if conflict is None:
            return request
        visit.conflict = conflict
        data = request.POST.copy()
        for formset in formsets:
            forms.settle_rows(data, formset)
        return forms.as_sent(request, data)

    def _with(self, request, work: UnsavedWork, row) -> HttpRequest:
        """As if unsaved work had been sent; nothing of it is checked or saved."""
        data = QueryDict(work.data, mutable=True)
        sent = forms.as_sent(request, data)
        # Which inline forms there are may depend on what was sent.
        for formset in self._formsets(sent, row):
            forms.settle_rows(data, formset)
        claim = works.new_claim(request.user, work.pk)
        sent.desk_visit = Visit(claim, work.fingerprint, opened=work)
        return sent

    def _formsets(self, request, row=None) -> list:
        """The inline forms of a row, or of a new one, as they are now."""
        return [
            formset(
                instance=row or self.model(),
                prefix=formset.get_default_prefix(),
                queryset=inline.get_queryset(request),
            )
            for formset, inline in self.get_formsets_with_inlines(request, row)
        ]

    def _desk(self, request, visit: Visit, context, row) -> dict:
        form = context["adminform"].form
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        if visit.conflict:
            visit.conflict.compare(form, formsets)
            visit.fingerprint = str(visit.conflict.now)
        elif not form.is_bound and row is not None:
            visit.fingerprint = str(fingerprints.take(form, formsets))
        is_objected = forms.is_objected(form, formsets)
        return endpoints.context_of(self, request, visit, row) | {"is_objected": is_objected}


def _is_judged(request) -> bool:
    return request.method == "POST"


def visit_of(request) -> Visit | None:
    return getattr(request, "desk_visit", None)


def unchecked(formset: type) -> type:
    form = forms.mixed(forms.Unchecked, into=formset.form)
    return forms.mixed(forms.UncheckedFormSet, into=formset, form=form)
