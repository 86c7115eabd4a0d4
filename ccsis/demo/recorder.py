"""What the demonstration makes is remembered row by row, so that it can be taken away again."""

import hashlib
import json
from collections.abc import Iterable, Iterator

from django.db.models import Model

from ccsis.demo.models import DemoLoad, DemoRow

#: Fields that machines change.
UNEDITED = {
    *("changed_at", "created_at", "drafts_sent_at", "last_login", "renditions_at"),
    *("revised_at", "revision", "sketch"),
}
BATCH = 1_000


class Recorder:
    """Remembers rows of one load. A part of the demonstration calls it with all that it creates."""

    def __init__(self, load: DemoLoad):
        self.load = load

    def __call__(self, row: Model) -> Model:
        self.remember([row])
        return row

    def renew(self, row: Model) -> Model:
        """After the demonstration itself changed a row that it had made."""
        forget(type(row), [row.pk])
        return self(row)

    def remember(self, rows: Iterable[Model]) -> None:
        DemoRow.objects.bulk_create(
            DemoRow(
                load=self.load,
                model=row._meta.label,
                row_pk=row.pk,
                fingerprint=fingerprint(row),
            )
            for row in rows
        )


def recorded(model: type[Model]) -> list[int]:
    """Primary keys of the rows of this model that the demonstration made."""
    return list(DemoRow.objects.filter(model=model._meta.label).values_list("row_pk", flat=True))


def edited(model: type[Model]) -> Iterator[Model]:
    """Rows of the demonstration that are not as they were loaded."""
    loaded = DemoRow.objects.filter(model=model._meta.label).values_list("row_pk", "fingerprint")
    prints = dict(loaded)
    rows = model.objects.filter(pk__in=prints).iterator(chunk_size=BATCH)
    return (row for row in rows if fingerprint(row) != prints[row.pk])


def forget(model: type[Model], pks: Iterable[int]) -> None:
    DemoRow.objects.filter(model=model._meta.label, row_pk__in=list(pks)).delete()


def fingerprint(row: Model) -> str:
    """SHA-256 of the row's own fields, without those that machines change."""
    fields = [field.attname for field in row._meta.concrete_fields if field.name not in UNEDITED]
    values = {name: getattr(row, name) for name in fields}
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()
