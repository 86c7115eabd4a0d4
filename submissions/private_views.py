"""What a sender does on the private page: write to the editors, and try the conference."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ccsis.intake.links import token_of
from ccsis.intake.uploads.actions import OtherContent
from ccsis.intake.views import behind_link, private_form
from ccsis.workflow.transitions import Refused
from submissions import actions, conference
from submissions.forms import ReplyForm
from submissions.models import ALIVE, Contribution, ContributionState, ExchangeKind


@private_form(ReplyForm)
def reply_create(request, row):
    """An answer to the editors, or anything else for them, while it is alive."""
    if not isinstance(row, Contribution):
        raise Http404
    form = ReplyForm(request, contribution=row)
    if not form.is_bound and row.state not in ALIVE:
        return redirect(row)
    if form.is_valid():
        try:
            actions.reply(row, form_key=form.key.value, text=form.cleaned_data["text"])
        except Refused as refusal:
            form.add_error(None, ValidationError(str(refusal), code="closed"))
        except OtherContent:
            form.refuse_second_text()
        else:
            return redirect(f"{row.get_absolute_url()}?saved={form.key.value.hex}")
    question = row.exchanges.filter(kind=ExchangeKind.QUESTION).last()
    context = {"row": row, "token": token_of(row), "form": form}
    context["question"] = question if row.state == ContributionState.ASKED else None
    return render(request, "submissions/reply_create.html", context, status=form.http_status)


@behind_link
@require_http_methods(["GET", "HEAD", "POST"])
def conference_draft(request, row):
    """With the sender's agreement, what was declined as a draft of an abstract; nothing is sent yet."""
    if not isinstance(row, Contribution) or not conference.can_be_tried(row):
        return redirect(row)
    if request.method == "POST":
        return redirect(conference.make_draft(row))
    context = {"row": row, "token": token_of(row), "event": row.offered_event}
    return render(request, "submissions/conference_draft.html", context)
