"""What was done lately, on the desk's home page of those who may read the log."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from ccsis.audit.models import Entry
from ccsis.lib.queues import LENGTH, Queue, Row


def queues(request: HttpRequest) -> list[Queue]:
    if not request.user.has_perm("audit.view_entry"):
        return []
    entries = Entry.objects.all()[:LENGTH]
    address = reverse("admin:audit_entry_changelist")
    return [Queue(gettext("Audit log"), [_row(entry) for entry in entries], more_url=address)]


def _row(entry: Entry) -> Row:
    who = entry.actor_name or gettext("nobody who was signed in")
    url = reverse("admin:audit_entry_change", args=[entry.pk])
    return Row(str(entry.get_action_display()).capitalize(), url, who, entry.at)
