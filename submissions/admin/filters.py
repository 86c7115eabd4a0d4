"""By what the list of contributions is narrowed."""

from datetime import timedelta

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from submissions.models import OPEN, last_day_over


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
        return [
            ("owed", _("waits for our answer")),
            ("late", _("we are late")),
            ("week", _("due within a week")),
        ]

    def queryset(self, request, rows):
        owed, over = rows.waiting_for_us(), last_day_over()
        in_a_week = timezone.now().date() + timedelta(days=7)
        chosen = {
            "owed": owed,
            "late": owed.filter(promised_on__lte=over),
            "week": owed.filter(promised_on__gt=over, promised_on__lte=in_a_week),
        }
        return chosen.get(self.value(), rows)
