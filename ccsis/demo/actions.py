"""Load and remove the demonstration. Each app contributes a part, named in DEMO_PARTS.

A part is a module with
    has_real_content() -> bool             whether somebody's own work is in its tables
    load(record, articles) -> None         create what is missing, calling record(row) for each row
    remove(edited_too) -> list[str]        delete what it made; one line for each thing it kept
"""

from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ccsis.demo.models import DemoLoad
from ccsis.demo.recorder import Recorder


class RealContentError(Exception):
    """The database holds somebody's own work."""


def was_loaded() -> bool:
    """Whether the demonstration was ever loaded here, also if it was removed since."""
    return DemoLoad.objects.exists()


def is_present() -> bool:
    return DemoLoad.objects.filter(removed_at__isnull=True).exists()


@transaction.atomic
def load(*, articles: int = 0) -> None:
    """Create what is missing of the demonstration, and `articles` generated pieces.

    Raises RealContentError rather than mix with somebody's own work.
    """
    if any(part.has_real_content() for part in _parts()):
        raise RealContentError
    current = DemoLoad.objects.filter(removed_at__isnull=True).first()
    record = Recorder(current or DemoLoad.objects.create())
    for part in _parts():
        part.load(record, articles)


@transaction.atomic
def remove(*, edited_too: bool = False) -> list[str]:
    """Delete what the demonstration made and nothing else; return a line for each thing kept."""
    kept = [line for part in reversed(_parts()) for line in part.remove(edited_too)]
    if not kept:
        DemoLoad.objects.filter(removed_at__isnull=True).update(removed_at=timezone.now())
    return kept


def _parts() -> list:
    return [import_module(name) for name in settings.DEMO_PARTS]
