from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import IN_WRITING, RELEASED, State


class StandingFilter(admin.SimpleListFilter):
    """Where pieces stand, in the words of the desk."""

    title = _("where it stands")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        standings = [
            ("draft", _("Drafts")),
            ("in-review", _("In review")),
            ("changed", _("With a pending change")),
            ("scheduled", _("Scheduled")),
            ("forgotten", _("Scheduled, but not released")),
            ("public", _("Public")),
            ("retracted", _("Retracted")),
            ("withdrawn", _("Withdrawn or ended")),
        ]
        may_see_deleted = request.user.has_perm("articles.delete_article")
        return [*standings, ("deleted", _("Deleted"))] if may_see_deleted else standings

    def queryset(self, request, rows):
        now = timezone.now()
        if self.value() == "deleted":
            return rows.filter(deleted_at__isnull=False)
        over = Q(unpublish_at__lte=now)
        conditions = {
            "draft": Q(state=State.DRAFT),
            "in-review": Q(state=State.IN_REVIEW),
            "changed": Q(pending__isnull=False),
            "scheduled": Q(state=State.READY, published_at__gt=now),
            "forgotten": Q(state__in=IN_WRITING, published_at__isnull=False),
            "public": Q(state__in=RELEASED, published_at__lte=now) & ~over,
            "retracted": Q(state=State.RETRACTED),
            "withdrawn": Q(state=State.WITHDRAWN) | Q(state__in=RELEASED) & over,
        }
        return rows.filter(conditions.get(self.value(), Q()))
