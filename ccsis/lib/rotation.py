"""Putting what is encrypted under another key, a few rows at a time.

It can be stopped and begun again at any moment: what is under the first key already is left alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models, transaction
from django.db.models.functions import Cast

from ccsis.lib.encryption import UnsearchableField
from ccsis.lib.keyring import Undecipherable

BATCH = 500


@dataclass
class Outcome:
    """What became of one column: how many rows, and the keys of those that none of our keys opens."""

    name: str
    rotated: int = 0
    current: int = 0
    lost: list = field(default_factory=list)


def encrypted_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Each encrypted or sealed field of each model, of those that it inherits in the table that has it."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            for column in model._meta.local_fields:
                if isinstance(column, UnsearchableField):
                    yield model, column.name


def rotate_column(model: type[models.Model], name: str, *, dry_run: bool = False) -> Outcome:
    """Encrypt a column under the first of its keys. What no key opens is told and stays as it is."""
    keyring = model._meta.get_field(name).keyring
    outcome = Outcome(f"{model._meta.label}.{name}")
    rows = model._base_manager.annotate(token=Cast(name, models.TextField()))

    def write(pk, token: str) -> None:
        value = models.Value(token, output_field=models.TextField())
        model._base_manager.filter(pk=pk).update(**{name: value})

    filled = rows.filter(token__gt="").values_list("pk", "token")
    in_batches(outcome, filled, keyring.renewed, None if dry_run else write)
    return outcome


def in_batches(
    outcome: Outcome,
    rows: models.QuerySet,
    renew: Callable,
    write: Callable | None,
) -> None:
    """Renew the values of rows (pairs of primary key and value), each batch locked and in a transaction.

    renew: gives the new value, the same one for nothing to do, or raises Undecipherable.
    write: takes a primary key and a new value; None for a dry run.
    """
    last = None
    while True:
        with transaction.atomic():
            following = rows if last is None else rows.filter(pk__gt=last)
            batch = list(following.select_for_update(of=("self",)).order_by("pk")[:BATCH])
            for pk, value in batch:
                _renew(outcome, pk, value, renew, write)
        if not batch:
            return
        last = batch[-1][0]


def _renew(outcome: Outcome, pk, value, renew: Callable, write: Callable | None) -> None:
    try:
        new = renew(value)
    except Undecipherable:
        outcome.lost.append(pk)
        return
    if new == value:
        outcome.current += 1
        return
    outcome.rotated += 1
    if write:
        write(pk, new)
