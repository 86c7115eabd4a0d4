"""Doubtful sendings of every kind on the desk's home page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext

from ccsis.intake.links import kinds
from ccsis.intake.models import Submission
from ccsis.lib import sealing
from ccsis.lib.queues import LENGTH, Queue, Row


def queues(request: HttpRequest) -> list[Queue]:
    """One query for each kind that the person may see."""
    seen = [kind for kind in kinds().values() if _may_see(request.user, kind)]
    held = [row for kind in seen for row in kind.objects.held().order_by("held_at")[:LENGTH]]
    held.sort(key=lambda row: row.held_at)
    waiting = Queue(gettext("Held for a look"), [_row(row) for row in held[:LENGTH]])
    return [waiting, *_without_keys(request.user)]


def _may_see(user, kind: type[Submission]) -> bool:
    options = kind._meta
    # Nobody at the desk sees drafts.
    is_listed = "view" in options.default_permissions
    return is_listed and user.has_perm(f"{options.app_label}.view_{options.model_name}")


def _row(row: Submission) -> Row:
    options = row._meta
    url = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[row.pk])
    title = f"{capfirst(options.verbose_name)} {row.reference}"
    return Row(title, url, row.get_doubt_display(), row.held_at)


def _without_keys(user) -> list[Queue]:
    """For those who answer for the forms, where no identity can be protected."""
    if sealing.is_available() or not user.has_perm("intake.change_formswitch"):
        return []
    url = reverse("admin:intake_formswitch_changelist")
    title = gettext("No form offers to protect an identity")
    row = Row(title, url, gettext("IDENTITY_KEYS is not set. The README says how a key is made."))
    return [Queue(gettext("Protection of identities is not set up"), [row])]
