"""The register as it is now, in one query."""

from dataclasses import dataclass
from itertools import groupby

from articles.models import PlaceName
from articles.place_names.writing import alphabetical, key, together


@dataclass(frozen=True)
class Form:
    """One of the names of a place."""

    name: str
    #: A tag, or "".
    language: str = ""
    used_by: str = ""
    is_shared: bool = False


@dataclass(frozen=True)
class Place:
    pk: int
    #: In alphabetical order.
    forms: tuple[Form, ...]
    note: str = ""

    def __str__(self):
        return together(form.name for form in self.forms)

    def others(self, besides: set[str]) -> list[Form]:
        """The forms but those of these keys (`writing.key`)."""
        return [form for form in self.forms if key(form.name) not in besides]


#: Of every place; it can be the key of what is kept for it.
Register = tuple[Place, ...]


def load() -> Register:
    rows = PlaceName.objects.order_by("place").values_list(
        "place", "place__note", "name", "language", "used_by", "is_shared"
    )
    places = [
        _place(pk, note, [Form(*row[2:]) for row in group])
        for (pk, note), group in groupby(rows, key=lambda row: row[:2])
    ]
    return tuple(sorted(places, key=lambda place: key(str(place))))


def _place(pk: int, note: str, forms: list[Form]) -> Place:
    by_name = {form.name: form for form in forms}
    return Place(pk, tuple(by_name[name] for name in alphabetical(by_name)), note)
