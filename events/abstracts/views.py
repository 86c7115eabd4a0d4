"""The pages for those who send abstracts, and for those who are named in them."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from ccsis.intake.actions import receive
from ccsis.intake.links import token_of
from ccsis.intake.public import public_form
from ccsis.intake.views import behind_link, private_form
from ccsis.lib.arrivals import arrived_at
from ccsis.lib.differences import Change
from ccsis.workflow.transitions import Refused
from events.abstracts import actions, authors
from events.abstracts.addresses import is_code_of
from events.abstracts.forms import AbstractChangeForm, AbstractForm, AuthorForm
from events.abstracts.states import can_be_changed
from events.abstracts.versions import versions_of
from events.calls import standing_of
from events.models import Abstract, AbstractAuthor, AbstractState, Event

CHANGED = _(
    "The abstract was changed since you opened this form. Above stands what is stored and what you "
    "typed. Put together in the form what you want to keep, and save it."
)
OWN_CHANGED = _(
    "Your entry was changed since you opened this form. Above stands what is stored and what you "
    "typed. Put together in the form what you want to keep, and save it."
)


@public_form(AbstractForm)
def abstract_create(request, slug):
    """The form for an abstract while its call is open. What comes too late is kept, and told so."""
    event = get_object_or_404(Event.objects.published(), slug=slug)
    form = AbstractForm(request, event=event)
    if form.is_valid():
        return redirect(receive(form.submission()))
    call = standing_of(event, arrived_at(request))
    context = {"event": event, "form": form, "call": call}
    context["is_shown"] = call.is_open or form.is_filled_in
    return render(request, "events/abstract_create.html", context, status=form.http_status)


@private_form(AbstractChangeForm)
def abstract_change(request, row):
    """A submitted abstract in its form again. An older form than the abstract is refused, with both texts."""
    if not isinstance(row, Abstract):
        raise Http404
    form = AbstractChangeForm(request, abstract=row)
    if not form.is_bound and not can_be_changed(row, arrived_at(request)):
        return redirect(row)
    conflict = []
    if form.is_valid():
        try:
            actions.change(row, arrived_at=form.arrived_at, authors=form.authors, **form.columns())
        except actions.Stale as stale:
            conflict = _refuse_as_stale(form, stale.row, CHANGED)
            if not conflict:
                # What was typed is what is stored: a button pressed twice.
                return _saved(row, form)
        except Refused:
            _refuse_as_closed(form, row)
        else:
            return _saved(row, form)
    context = {"row": row, "token": token_of(row), "form": form, "conflict": conflict}
    return render(request, "events/abstract_change.html", context, status=form.http_status)


@private_form(AuthorForm)
def author_change(request, row):
    """An author's own entry in its form."""
    if not isinstance(row, AbstractAuthor):
        raise Http404
    form = AuthorForm(request, author=row)
    conflict = []
    if form.is_valid():
        if authors.change_own(row, **form.values):
            return _saved(row, form)
        row.refresh_from_db()
        conflict = _refuse_as_stale(form, row, OWN_CHANGED)
        if not conflict:
            return _saved(row, form)
    context = {"row": row, "token": token_of(row), "form": form, "conflict": conflict}
    return render(request, "events/author_change.html", context, status=form.http_status)


@behind_link
@require_http_methods(["GET", "HEAD", "POST"])
def abstract_confirm(request, row, code):
    """From a mail: a button by which its reader confirms that it arrived."""
    if not (isinstance(row, Abstract) and is_code_of(row, code)):
        return redirect(row)
    if request.method == "POST":
        actions.confirm_address(row)
        return redirect(row)
    return render(request, "events/abstract_confirm.html", {"row": row, "token": token_of(row)})


@behind_link
@require_safe
def abstract_versions(request, row):
    """What its sender changed, and when."""
    if not isinstance(row, Abstract):
        raise Http404
    context = {"row": row, "token": token_of(row), "versions": versions_of(row)}
    return render(request, "events/abstract_versions.html", context)


def _saved(row, form):
    """To the row's page, where the browser lets go of what it kept of this form."""
    return redirect(f"{row.get_absolute_url()}?saved={form.key.value.hex}")


def _refuse_as_stale(form, now, message) -> list[Change]:
    """Let what was typed be sent again over what is stored now; returns in what the two differ."""
    conflict = form.differences(now)
    form.add_error(None, ValidationError(message, code="stale"))
    form.data = form.data.copy()
    form.data["version"] = now.version
    return conflict


def _refuse_as_closed(form: AbstractChangeForm, row: Abstract) -> None:
    row.refresh_from_db(fields=["state"])
    message = gettext(
        "The call is closed, so nothing was changed: the abstract counts as it was. If it must be "
        "changed, send what you typed to the office."
    )
    if row.state != AbstractState.SUBMITTED:
        message = gettext(
            "The abstract does not take part at the moment, so nothing was changed. Its page says "
            "how it stands."
        )
    form.add_error(None, ValidationError(message, code="closed"))
