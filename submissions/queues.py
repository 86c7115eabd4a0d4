"""Contributions on the desk's home page: what is owed an answer, and what is one's own to do."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ccsis.lib.queues import LENGTH, Queue, Row
from submissions.models import Contribution, ContributionState, last_day_over

S = ContributionState
LIST = "admin:submissions_contribution_changelist"


def queues(request: HttpRequest) -> list[Queue]:
    """By promise, the first first; one's own; and those of which there is something new to read."""
    if not request.user.has_perm("submissions.view_contribution"):
        return []
    undecided = Contribution.objects.undecided().select_related("assigned_to")
    ours = [_row(row, request.user) for row in undecided.exclude(state=S.ASKED)[:LENGTH]]
    own = undecided.filter(assigned_to=request.user)
    url = reverse(LIST)
    return [
        Queue(gettext("Contributions to answer"), ours, more_url=f"{url}?promise=owed"),
        Queue(
            gettext("Contributions in your hands"),
            [_row(row, request.user) for row in own[:LENGTH]],
            more_url=f"{url}?editor=me",
        ),
        Queue(
            gettext("Accepted, and their senders have written since"),
            [_written(row) for row in Contribution.objects.written_since()[:LENGTH]],
        ),
    ]


def _row(row: Contribution, user) -> Row:
    url = reverse("admin:submissions_contribution_change", args=[row.pk])
    words = [str(row.get_kind_display()), _due(row)]
    if row.state != S.ASKED and row.answered_at:
        words.append(gettext("its sender has written"))
    if row.assigned_to and row.assigned_to != user:
        words.append(row.assigned_to.get_full_name() or row.assigned_to.get_username())
    return Row(row.title, url, ", ".join(filter(None, words)), row.received_at)


def _written(row: Contribution) -> Row:
    url = reverse("admin:submissions_contribution_change", args=[row.pk])
    return Row(row.title, url, gettext("until somebody adds a note"), row.answered_at)


def _due(row: Contribution) -> str:
    """How long there is still time to answer, or was."""
    if row.state == S.ASKED:
        return gettext("waits for its sender")
    if row.promised_on is None:
        return ""
    days = (row.promised_on - last_day_over()).days - 1
    if days < 0:
        return ngettext("%d day late", "%d days late", -days) % -days
    return ngettext("%d day left", "%d days left", days) % days
