"""Two contents of a piece side by side, in words that staff can read."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Byline, Kind, Language, Person, Region, Topic
from articles.versions.content import LATER, NO_SCENARIO
from ccsis.lib.differences import in_rich_text, in_words
from ccsis.media.models import Image

LABELS = {
    "title": _("Title"),
    "standfirst": _("Standfirst"),
    "summary_points": _("Summary"),
    "body": _("Text"),
    "assumptions": _("Assumptions"),
    "actors": _("Actors"),
    "steps": _("Course of events"),
    "bylines": _("Bylines"),
    "kind": _("Kind"),
    "regions": _("Regions"),
    "topics": _("Topics"),
    "language": _("Language"),
    "tells_place_names": _("Say what places are also called"),
    "picture": _("Picture"),
    "related": _("Related pieces"),
    "republication_notice": _("Republication notice"),
    "slug": _("Last part of the address"),
}


@dataclass(frozen=True)
class Difference:
    label: str
    #: Both texts in one, marked with `ins` and `del`.
    html: SafeString


def differences(old: dict, new: dict) -> list[Difference]:
    """What differs between two contents (`articles.versions.content`), in the order of the form."""
    old, new = LATER | NO_SCENARIO | old, LATER | NO_SCENARIO | new
    differing = [name for name in LABELS if old[name] != new[name]]
    return [Difference(LABELS[name], _marked(name, old[name], new[name])) for name in differing]


def _marked(name: str, old, new) -> SafeString:
    if name == "body":
        return in_rich_text(old, new)
    return in_words(_readable(name, old), _readable(name, new))


def _readable(name: str, value) -> str:
    """A value as lines of text."""
    readers = {
        "summary_points": "\n".join,
        "actors": "\n".join,
        "steps": lambda rows: "\n".join(f"{row['date']}: {row['text']}" for row in rows),
        "bylines": _bylines,
        "kind": lambda kind: str(Kind(kind).label),
        "language": lambda language: str(Language(language).label),
        "regions": lambda keys: _names(Region, keys),
        "topics": lambda keys: _names(Topic, keys),
        "picture": lambda key: _names(Image, [key]),
        "tells_place_names": lambda told: str(_("yes") if told else _("no")),
        "related": lambda rows: _names(Article, [row["piece_id"] for row in rows]),
    }
    return readers.get(name, str)(value)


def _names(model, keys: list) -> str:
    found = model.objects.in_bulk([key for key in keys if key])
    return "\n".join(str(found[key]) for key in keys if key in found)


def _bylines(rows: list[dict]) -> str:
    people = Person.objects.in_bulk([row["person_id"] for row in rows if row["person_id"]])
    return "\n".join(_byline(row, people.get(row["person_id"])) for row in rows)


def _byline(row: dict, person: Person | None) -> str:
    name = row["name"] or str(person or "")
    parts = [name, row["title"], row["affiliation"], str(Byline.Role(row["role"]).label)]
    return ", ".join(part for part in parts if part)
