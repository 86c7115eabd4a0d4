"""What the inner links of texts (`ccsis.lib.richtext.links`) lead to: pieces and pages."""

from collections.abc import Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    F,
    Func,
    Model,
    OuterRef,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Concat

from articles.models import Article, Page

MODELS: dict[str, type[Model]] = {"article": Article, "page": Page}


def addresses(names: Iterable[str]) -> dict[str, str]:
    """By name ("article:12"), of what is public now. One query."""
    keys = keys_of(names)
    rows = [
        model.objects.published()
        .filter(pk__in=keys[scheme])
        .order_by()
        .values_list(Value(scheme, CharField()), "pk", "slug")
        for scheme, model in MODELS.items()
    ]
    found = rows[0].union(*rows[1:], all=True).order_by()
    return {
        f"{scheme}:{pk}": MODELS[scheme](slug=slug).get_absolute_url() for scheme, pk, slug in found
    }


def keys_of(names: Iterable[str]) -> dict[str, list[int]]:
    """The primary keys that names ask for, by their scheme."""
    keys: dict[str, list[int]] = {scheme: [] for scheme in MODELS}
    for name in names:
        scheme, _colon, key = name.partition(":")
        keys[scheme].append(int(key))
    return keys


def leads_to() -> dict[str, ArraySubquery]:
    """Expressions for rows of articles: where the inner links of their texts lead now."""
    return {
        f"{scheme}_links": _slugs(model.objects.published(), scheme)
        for scheme, model in MODELS.items()
    }


class NamedIn(Func):
    """The keys that the links in a text name, as an array."""

    function = None
    template = (
        "(ARRAY(SELECT (regexp_matches(%(expressions)s, "
        "'href=\"%(scheme)s:([1-9][0-9]{0,17})[\"#]', 'g'))[1]::bigint))"
    )


class IsAny(Func):
    """Whether the one is among the others, so that the index of the key is used."""

    template, arg_joiner = "%(expressions)s)", " = ANY ("
    output_field = BooleanField()


def _slugs(rows: QuerySet, scheme: str) -> ArraySubquery:
    named = NamedIn(OuterRef("body"), scheme=scheme, output_field=ArrayField(BigIntegerField()))
    found = rows.filter(IsAny(F("pk"), named)).order_by("pk")
    told = Concat(F("pk"), Value(" "), F("slug"), output_field=TextField())
    return ArraySubquery(found.values_list(told))
