"""What entries are about, looked up when they are read."""

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.db.models import Model

from ccsis.audit.models import Entry


def attach_subjects(entries: Iterable[Entry]) -> None:
    """Give each entry its `subject`, the row as it is now, or None; one query for each model."""
    found = {model: _rows(model, pks) for model, pks in _wanted(entries).items()}
    for entry in entries:
        entry.subject = found.get(entry.subject_model, {}).get(entry.subject_pk)


def _wanted(entries: Iterable[Entry]) -> dict[str, set[int]]:
    wanted = defaultdict(set)
    for entry in entries:
        if entry.subject_model:
            wanted[entry.subject_model].add(entry.subject_pk)
    return wanted


def _rows(label: str, pks: set[int]) -> dict[int, Model]:
    """By primary key; none of a model that this code does not know any more."""
    try:
        model = apps.get_model(label)
    except LookupError:
        return {}
    return model._base_manager.in_bulk(pks)
