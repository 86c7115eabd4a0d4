"""The desk's own queue on the home page."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext

from ccsis.desk import endpoints, works
from ccsis.desk.models import UnsavedWork
from ccsis.lib.queues import LENGTH, Queue, Row


def queues(request: HttpRequest) -> list[Queue]:
    """Somebody's own unsaved work, wherever its form still is."""
    names = {model._meta.label_lower: model._meta.verbose_name for model in admin.site._registry}
    unsaved = works.of(request.user).filter(model__in=names).defer("data", "fingerprint")
    rows = [_row(work, str(names[work.model])) for work in unsaved[:LENGTH]]
    return [Queue(gettext("Your unsaved work"), rows)]


def _row(work: UnsavedWork, kind: str) -> Row:
    note = kind if work.object_pk else gettext("new: %s") % kind
    return Row(
        work.title or gettext("(no title)"), endpoints.open_address(work), note, work.saved_at
    )
