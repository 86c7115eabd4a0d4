"""Steps with several pieces at once: what will happen to how many is said, then it is asked."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import releasing
from articles.admin import checks
from articles.admin.steps import WhenField, WithdrawForm
from articles.states import WORKFLOW
from articles.withholding.saying import objections_to
from ccsis.workflow.transitions import Refused


class ReleaseManyForm(forms.Form):
    reason = forms.CharField(
        label=_("For your colleagues"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Why; only staff see it. Needed for a text that you edited last yourself."),
    )

    def __init__(self, *args, pieces, **kwargs):
        super().__init__(*args, **kwargs)
        self.pieces = pieces
        if count := sum(piece.is_due for piece in pieces):
            told = ngettext(
                "Of these, %d has a publication time that has passed. If it is kept, readers see "
                "that earlier date.",
                "Of these, %d have a publication time that has passed. If these are kept, readers "
                "see those earlier dates.",
                count,
            )
            self.fields["when"] = WhenField(_("Their own earlier dates"), help_text=told % count)
            self.initial["when"] = WhenField.NOW
            self.order_fields(["when"])

    def clean(self):
        for piece in self.pieces:
            if objections_to(piece):
                text = _("“%(piece)s” says a name that is withheld here. Release it by itself.")
                self.add_error(None, text % {"piece": piece})
        return super().clean()

    def take(self, pieces, user):
        seen = {piece.pk: self.data.get(f"seen-{piece.pk}", "") for piece in pieces}
        keeps_dates = self.cleaned_data.get("when") == WhenField.GIVEN
        reason = self.cleaned_data["reason"]
        releasing.release_many(pieces, by=user, reason=reason, seen=seen, keeps_dates=keeps_dates)


class WithdrawManyForm(WithdrawForm):
    def __init__(self, *args, pieces, **kwargs):
        super().__init__(*args, article=None, user=None, **kwargs)

    @transaction.atomic
    def take(self, pieces, user):
        for piece in pieces:
            releasing.withdraw(piece, by=user, **self.cleaned_data)


@admin.action(description=_("Release the selected articles"), permissions=["release"])
def release_selected(desk, request, articles):
    return _several(desk, request, articles, "release", ReleaseManyForm)


@admin.action(description=_("Withdraw the selected articles"), permissions=["withdraw"])
def withdraw_selected(desk, request, articles):
    return _several(desk, request, articles, "withdraw", WithdrawManyForm)


def _several(desk, request, articles, name: str, form_class: type):
    """The page that asks, and the step once it is confirmed: with all of them or with none."""
    step = WORKFLOW[name]
    pieces = _in_the_order_given(request, articles)
    possible = [p for p in pieces if step.is_open(p) and step.is_allowed(request.user, p)]
    blocked = checks.blocked(possible, name)
    ready = [piece for piece in possible if piece not in blocked]
    form = form_class(request.POST if "_confirmed" in request.POST else None, pieces=ready)
    if ready and form.is_valid():
        try:
            form.take(ready, request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _done(name, len(ready)))
            return None
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": step.label,
        "step": step,
        "asked": _asked(name, len(ready)),
        "ready": ready,
        "left_out": [piece for piece in pieces if piece not in possible],
        "blocked": blocked.items(),
        "form": form,
        "media": form.media,
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
        "selected": [(piece.pk, releasing.stamp(piece)) for piece in pieces],
        "action": f"{name}_selected",
    }
    return render(request, "admin/articles/article/steps.html", context)


def _in_the_order_given(request, articles) -> list:
    """As they stood in the list, the first on top."""
    order = request.POST.getlist(ACTION_CHECKBOX_NAME)
    places = {key: place for place, key in enumerate(order)}
    rows = articles.select_related("pending_of")
    return sorted(rows, key=lambda article: places.get(str(article.pk), len(order)))


def _asked(name: str, count: int) -> str:
    if name == "release":
        text = ngettext(
            "Release this article? Without a date of its own it is public at once.",
            "Release these %d articles? Those without a date of their own are public at once, in "
            "the order shown.",
            count,
        )
    else:
        text = ngettext(
            "Withdraw this article? Readers get a page (410) that says so.",
            "Withdraw these %d articles? Readers get a page (410) that says so.",
            count,
        )
    return text % count if "%d" in text else text


def _done(name: str, count: int) -> str:
    if name == "release":
        return ngettext("%d article was released.", "%d articles were released.", count) % count
    return ngettext("%d article was withdrawn.", "%d articles were withdrawn.", count) % count
