"""The first entries of the register, from the file beside this module."""

import tomllib
from pathlib import Path

from django.db import transaction

from articles.models import NamedPlace, PlaceName
from articles.place_names.writing import key

FILE = Path(__file__).parent / "first_entries.toml"


def entries() -> list[dict]:
    return tomllib.loads(FILE.read_text("utf-8"))["places"]


@transaction.atomic
def load_first() -> list[NamedPlace]:
    """Create the entries of which the register has no name yet; return what was created.

    An entry of which one name is there belongs to the office, however it has changed it.
    """
    known = {key(name) for name in PlaceName.objects.values_list("name", flat=True)}
    return [_create(entry) for entry in entries() if not known & _keys(entry)]


def is_as_loaded(place: NamedPlace) -> bool:
    """Whether a place that was loaded has its names as they were then."""
    names = {(row.name, row.language, row.used_by, row.is_shared) for row in place.names.all()}
    return names in [_as_loaded(entry) for entry in entries()]


def _as_loaded(entry: dict) -> set[tuple]:
    return {
        (row["name"], row["language"], "", row.get("is_shared", False)) for row in entry["names"]
    }


def _keys(entry: dict) -> set[str]:
    return {key(row["name"]) for row in entry["names"]}


def _create(entry: dict) -> NamedPlace:
    place = NamedPlace.objects.create()
    PlaceName.objects.bulk_create(PlaceName(place=place, **row) for row in entry["names"])
    return place
