"""What the form's module asks for (static/js/desk), each under the form's own address and rights."""

from functools import partial

from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from ccsis.desk import forms, presence, values, works
from ccsis.desk.models import UnsavedWork
from ccsis.lib.differences import shown


def urls(model_admin) -> list:
    """For the form of a new row and, with its key before them, for that of each row."""
    patterns = []
    for name, view in (("keep", keep), ("here", here), ("discard", discard)):
        methods = require_http_methods(["GET", "POST"] if view is here else ["POST"])
        wrapped = model_admin.admin_site.admin_view(methods(partial(view, model_admin)))
        for prefix in ("", "<path:object_id>/"):
            patterns.append(path(f"{prefix}desk/{name}/", wrapped, name=_name(model_admin, name)))
    return patterns


def address(model_admin, name: str, row=None) -> str:
    arguments = [] if row is None else [quote(row.pk)]
    return reverse(f"admin:{_name(model_admin, name)}", args=arguments)


def form_address(model_admin, row=None) -> str:
    return address(model_admin, "add" if row is None else "change", row)


def place_of(model_admin, object_id: str | None) -> dict[str, str]:
    """Of unsaved work: the model and the key of the row, as the address gives it."""
    return {"model": model_admin.opts.label_lower, "object_pk": unquote(object_id or "")}


def keep(model_admin, request: HttpRequest, object_id: str = "") -> JsonResponse:
    """Keep what is typed, and say so. 409 or 413, with the reason in words, where it is not."""
    _refuse_strangers(model_admin, request, object_id)
    claim = works.claim_of(request)
    if claim is None:
        said = gettext("Not kept: this form belongs to another account. Open it anew.")
        return JsonResponse({"said": said}, status=409)
    work = works.keep_if_possible(claim, request.POST, **place_of(model_admin, object_id))
    if work is None:
        said = gettext("Not kept: this is too long, or you have too much unsaved work. Save it.")
        return JsonResponse({"said": said}, status=413)
    said = gettext("Not saved yet, but kept for you at %s.") % presence.clock(work.saved_at)
    return JsonResponse({"said": said})


def here(model_admin, request: HttpRequest, object_id: str = "") -> JsonResponse:
    """Who else is here, and the token that a form needs after a new log-in; POST is a sign of life."""
    row = _refuse_strangers(model_admin, request, object_id)
    model, object_pk = model_admin.opts.label_lower, str(row.pk) if row else ""
    if object_pk and request.method == "POST":
        presence.arrive(request.user, model, object_pk)
    others = presence.sentence(request.user, model, object_pk)
    return JsonResponse({"others": others, "token": get_token(request)})


def discard(model_admin, request: HttpRequest, object_id: str = "") -> HttpResponse:
    """Forget a piece of work, and show the form as it is in the database."""
    works.discard(works.claim_of(request))
    row = model_admin.get_object(request, unquote(object_id)) if object_id else None
    return redirect(form_address(model_admin, row))


def deleted(model_admin, request: HttpRequest, object_id: str) -> HttpResponse:
    """409: somebody deleted the row of the form that was sent."""
    why = gettext("Somebody deleted it while you wrote, so it could not be saved.")
    claim = request.desk_visit.claim
    work = works.keep_if_possible(claim, request.POST, **place_of(model_admin, object_id))
    opens = work and model_admin.has_add_permission(request) and open_address(work)
    return _typed(model_admin, request, request.POST, {"why": why, "opens": opens}, status=409)


def without_form(model_admin, request: HttpRequest, why: str) -> HttpResponse:
    """409: the row of the form that was sent has no form any more; why, in a sentence."""
    return _typed(model_admin, request, request.POST, {"why": why}, status=409)


def unsaved_without_form(model_admin, request: HttpRequest, work: UnsavedWork, why: str):
    """The same of unsaved work that was opened."""
    context = {
        "why": why,
        "claim": works.Claim(str(work.user_id), work.pk).sign(),
        "discard_address": address(model_admin, "discard"),
    }
    return _typed(model_admin, request, QueryDict(work.data), context, status=200)


def _typed(model_admin, request: HttpRequest, data: QueryDict, context: dict, status: int):
    """A page with all that was typed, to be read and copied."""
    form, formsets = model_admin.get_form(request)(data), _rows_of(model_admin, request, data)
    form.is_valid()
    labels, rich = values.labels_of(form, formsets), values.rich_names(form)
    texts = values.texts_of(form, formsets).items()
    context |= {
        **model_admin.admin_site.each_context(request),
        "title": gettext("Not saved"),
        "opts": model_admin.opts,
        "texts": [(labels[name], shown(text, rich=name in rich)) for name, text in texts if text],
    }
    return render(request, "desk/without_form.html", context, status=status)


def _rows_of(model_admin, request: HttpRequest, data: QueryDict) -> list:
    """The inline forms with what was typed into them, as if each row were a new one."""
    data = data.copy()
    sent = forms.as_sent(request, data)
    row, found = model_admin.model(), []
    for formset, inline in model_admin.get_formsets_with_inlines(sent):
        about = {"instance": row, "prefix": formset.get_default_prefix()}
        about["queryset"] = inline.model._default_manager.none()
        forms.settle_rows(data, formset(**about))
        found.append(formset(data, **about))
        found[-1].is_valid()
    return found


def open_address(work: UnsavedWork) -> str:
    """Where unsaved work is opened; the form of a deleted row leads on to that of a new one."""
    base = f"admin:{work.model.replace('.', '_')}"
    row = f"{base}_change", [quote(work.object_pk)]
    name, arguments = row if work.object_pk else (f"{base}_add", [])
    return f"{reverse(name, args=arguments)}?{works.OPENED}={work.pk}"


def context_of(model_admin, request: HttpRequest, visit, row) -> dict:
    """What `desk/change_form.html` needs beside the form itself."""
    object_pk = "" if row is None else str(row.pk)
    model = model_admin.opts.label_lower
    unsaved = works.of(request.user).filter(model=model, object_pk=object_pk)
    return {
        "visit": visit,
        "claim": visit.claim.sign(),
        "unsaved": [_unsaved(work) for work in unsaved.exclude(pk=visit.claim.key)[:5]],
        "others": presence.sentence(request.user, model, object_pk),
        "is_about_a_row": row is not None,
        **{
            f"{name}_address": address(model_admin, name, row)
            for name in ("keep", "here", "discard")
        },
    }


def _unsaved(work: UnsavedWork) -> dict:
    return {
        "title": work.title,
        "time": presence.clock(work.saved_at),
        "claim": works.Claim(str(work.user_id), work.pk).sign(),
        "address": open_address(work),
    }


def _refuse_strangers(model_admin, request: HttpRequest, object_id: str) -> Model | None:
    """The row of a form; None for a new one, and for one that is gone or not for this person."""
    row = model_admin.get_object(request, unquote(object_id)) if object_id else None
    if object_id:
        allowed = model_admin.has_change_permission(request, row)
    else:
        allowed = model_admin.has_add_permission(request)
    if not allowed:
        raise PermissionDenied
    return row


def _name(model_admin, name: str) -> str:
    return f"{model_admin.opts.app_label}_{model_admin.opts.model_name}_{name}"
