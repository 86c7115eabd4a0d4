"""What was done lately, on the desk's home page of those who may read the log."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from ccsis.audit.models import Entry
from ccsis.audit.subjects import attach_subjects
from ccsis.lib.queues import LENGTH, Queue, Row


def queues(request: HttpRequest) -> list[Queue]:
    if not request.user.has_perm("audit.view_entry"):
        return []
    entries = list(Entry.objects.all()[:LENGTH])
    attach_subjects(entries)
    address = reverse("admin:audit_entry_changelist")
    return [Queue(gettext("Audit log"), [_row(entry) for entry in entries], more_url=address)]


def _row(entry: Entry) -> Row:
    who = entry.actor_name or gettext("nobody who was signed in")
    url = reverse("admin:audit_entry_change", args=[entry.pk])
    what = str(entry.get_action_display()).capitalize()
    title = f"{what}: {entry.subject}" if entry.subject else what
    return Row(title, url, who, entry.at)
