"""By what the list of contributions is narrowed."""

from datetime import timedelta

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from submissions.models import OPEN, ContributionState


class EditorFilter(admin.SimpleListFilter):
    title = _("editor")
    parameter_name = "editor"

    def lookups(self, request, model_admin):
        return [("me", _("me")), ("nobody", _("nobody yet"))]

    def queryset(self, request, rows):
        if self.value() == "me":
            return rows.filter(assigned_to=request.user)
        if self.value() == "nobody":
            return rows.filter(assigned_to=None, state__in=OPEN)
        return rows


class PromiseFilter(admin.SimpleListFilter):
    title = _("promise")
    parameter_name = "promise"

    def lookups(self, request, model_admin):
        return [("late", _("we are late")), ("week", _("due within a week"))]

    def queryset(self, request, rows):
        today = timezone.now().date()
        owed = rows.let_in().filter(state__in=OPEN).exclude(state=ContributionState.ASKED)
        chosen = {
            "late": owed.filter(promised_on__lt=today),
            "week": owed.filter(promised_on__range=(today, today + timedelta(days=7))),
        }
        return chosen.get(self.value(), rows)
