"""What the demonstration makes is remembered row by row, so that it can be taken away again."""

from collections.abc import Iterable

from django.db.models import Model

from ccsis.demo.models import DemoLoad, DemoRow


class Recorder:
    """Remembers rows of one load. A part of the demonstration calls it with all that it creates."""

    def __init__(self, load: DemoLoad):
        self.load = load

    def __call__(self, row: Model) -> Model:
        self.remember([row])
        return row

    def remember(self, rows: Iterable[Model]) -> None:
        DemoRow.objects.bulk_create(
            DemoRow(load=self.load, model=row._meta.label, row_pk=row.pk) for row in rows
        )


def recorded(model: type[Model]) -> list[int]:
    """Primary keys of the rows of this model that the demonstration made."""
    return list(DemoRow.objects.filter(model=model._meta.label).values_list("row_pk", flat=True))


def forget(model: type[Model], pks: Iterable[int]) -> None:
    DemoRow.objects.filter(model=model._meta.label, row_pk__in=list(pks)).delete()
