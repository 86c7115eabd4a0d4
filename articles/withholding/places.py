"""Every column of every table in which a name could stand, found in the models themselves.

So a table that comes later is looked through without being named anywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import (
    CharField,
    F,
    Field,
    FileField,
    JSONField,
    Model,
    SlugField,
    TextField,
    UniqueConstraint,
    URLField,
)

from ccsis.lib.names import Names

#: Apps whose tables hold accounts, keys and what the machinery needs, and no texts of ours.
#: The audit log may not be changed, and holds no names but those of accounts.
LEFT_OUT = {
    *("account", "audit", "auth", "axes", "contenttypes", "mfa", "pgtrigger", "procrastinate"),
    *("accounts", "sessions", "usersessions"),
}
#: Columns without a class of their own, and keys in JSON, that hold a path or an address.
ADDRESSES = {"address", "path", "slug"}
#: Columns that hold names of machines, which may be those of people too ("Page").
OF_MACHINES = {"model", "object_pk", "object_id", "transition", "digest", "fingerprint"}
#: Columns that hold what a browser sends of a form.
FORMS = {"desk.UnsavedWork.data"}
#: So many rows are read together.
CHUNK = 200


@dataclass(frozen=True)
class Place:
    """A column of a row that says a name."""

    row: Model
    field: Field
    times: int
    #: What the column holds without the names.
    hidden: object


def models() -> list[type[Model]]:
    """All models with a table of their own whose texts are looked through, by their table's name.

    What strangers sent stays as they typed it: no reader sees it, and the office has to know who
    they are. A model of such a table says so (`is_senders_own`).
    """
    every = apps.get_models(include_auto_created=True)
    ours = [model for model in every if not getattr(model, "is_senders_own", False)]
    own = [model for model in ours if model._meta.managed and not model._meta.proxy]
    wanted = [model for model in own if model._meta.app_label not in LEFT_OUT and _columns(model)]
    return sorted(wanted, key=lambda model: model._meta.db_table)


def places(names: Names) -> Iterator[Place]:
    """Where the names stand now, in every table."""
    for model in models():
        for row in rows(model):
            yield from _of_row(row, names)


def rows(model: type[Model]) -> Iterator[Model]:
    columns = [field.attname for field in _columns(model)]
    found = model._base_manager.order_by("pk").only("pk", *columns)
    return found.iterator(chunk_size=CHUNK)


def texts(row: Model) -> Iterator[str]:
    """All that a row says."""
    for field in _columns(type(row)):
        yield from _strings(_said(row, field))


def lock() -> None:
    """Until the commit nobody else writes into these tables; who writes now is waited for.

    Else a save that began before would bring the name back after it. Raises OperationalError if
    somebody does not finish within seconds, or waits for us.
    """
    tables = [connection.ops.quote_name(model._meta.db_table) for model in models()]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '5s'")
        cursor.execute(f"LOCK TABLE {', '.join(tables)} IN SHARE ROW EXCLUSIVE MODE")


def rewrite(row: Model, changes: dict[Field, object]) -> None:
    """Write columns, past what the models do when they are saved; a value that is taken gets a number."""
    values = {field.attname: fitting(row, field, value) for field, value in changes.items()}
    type(row)._base_manager.filter(pk=row.pk).update(**values)


def _columns(model: type[Model]) -> list[Field]:
    return [field for field in model._meta.concrete_fields if _may_hold_text(field)]


def _may_hold_text(field: Field) -> bool:
    if isinstance(field, ArrayField):
        return _may_hold_text(field.base_field)
    if isinstance(field, FileField) or field.choices or field.name in OF_MACHINES:
        return False
    return isinstance(field, CharField | TextField | JSONField)


def _of_row(row: Model, names: Names) -> Iterator[Place]:
    for field in _columns(type(row)):
        value = _said(row, field)
        times = sum(names.count(text) for text in _strings(value))
        if times:
            yield Place(row, field, times, _hidden(names, field, value))


def _strings(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def _said(row: Model, field: Field):
    """The value of a column; a form that was sent as a list of its fields."""
    value = getattr(row, field.attname)
    return parse_qsl(value, keep_blank_values=True) if str(field) in FORMS else value


def _hidden(names: Names, field: Field, value):
    if str(field) in FORMS:
        return urlencode([(key, _without(names, part, False, key)) for key, part in value])
    return _without(names, value, isinstance(field, SlugField | URLField), field.name)


def _without(names: Names, value, is_address: bool, name: str):
    """name: of the column or, inside JSON, the key."""
    if isinstance(value, str):
        is_address = is_address or name in ADDRESSES
        return names.hidden_in_address(value) if is_address else names.hidden(value)
    if isinstance(value, dict):
        return {key: _without(names, part, is_address, key) for key, part in value.items()}
    if isinstance(value, list):
        return [_without(names, part, is_address, name) for part in value]
    return value


def fitting(row: Model, field: Field, value):
    """The value, cut to the column, and with a number behind it where another row has it."""
    if not isinstance(value, str):
        return value
    limit = field.max_length or len(value)
    fitting, number = value[:limit], 1
    while _is_taken(row, field, fitting):
        number += 1
        end = f"-{number}" if isinstance(field, SlugField) else f" {number}"
        fitting = value[: limit - len(end)] + end
    return fitting


def _is_taken(row: Model, field: Field, value: str) -> bool:
    """Whether another row has this value where only one may."""
    setattr(row, field.attname, value)
    others = type(row)._base_manager.exclude(pk=row.pk)
    if field.unique and others.filter(**{field.attname: value}).exists():
        return True
    unique = [rule for rule in row._meta.constraints if isinstance(rule, UniqueConstraint)]
    return any(_is_broken(rule, row) for rule in unique if field.name in _columns_of(rule))


def _columns_of(rule: UniqueConstraint) -> set[str]:
    named = [part for expression in rule.expressions for part in expression.flatten()]
    return {*rule.fields, *(part.name for part in named if isinstance(part, F))}


def _is_broken(rule: UniqueConstraint, row: Model) -> bool:
    try:
        rule.validate(type(row), row)
    except ValidationError:
        return True
    return False
