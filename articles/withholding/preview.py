"""What withholding a name would change, before anybody decides."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse

from articles.models import Article, Byline, Person
from articles.withholding import places
from articles.withholding.actions import forms_of
from ccsis.lib.names import Names
from ccsis.media.uses import uses_of

#: So many rows of a kind are named; the rest is only counted.
NAMED = 50
#: So many words that stay are shown.
STAYING = 40


@dataclass
class Found:
    """The rows of one kind that say a name."""

    kind: str
    #: What each of the first rows (NAMED) is called, and its page on the desk, "" without one.
    rows: dict[int, tuple[str, str]] = field(default_factory=dict)
    times: Counter = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.times.total()

    @property
    def named(self) -> list[tuple[str, str, int]]:
        return [(name, page, self.times[pk]) for pk, (name, page) in self.rows.items()]

    @property
    def others(self) -> int:
        return len(self.times) - len(self.rows)


@dataclass(frozen=True)
class Preview:
    kinds: list[Found]
    #: Bylines of the person, whatever name they print.
    bylines: int
    #: Longer words that begin as the name does: they stay, unless they are added as forms.
    staying: list[str]
    #: What else shows the photograph, which therefore stays.
    photo_uses: list[str]


def mentions(person: Person, other_forms: Iterable[str] = ()) -> Preview:
    """Every place where a person's name is said, by kind, in any of its forms."""
    names = Names.written(forms_of(person, other_forms), "")
    kinds = {}
    for place in places.places(names):
        model = type(place.row)
        found = kinds.setdefault(model, Found(str(model._meta.verbose_name_plural)))
        if place.row.pk not in found.rows and len(found.rows) < NAMED:
            found.rows[place.row.pk] = _named(place.row)
        found.times[place.row.pk] += place.times
    return Preview(
        kinds=list(kinds.values()),
        bylines=Byline.objects.filter(person=person).count(),
        staying=_staying(names),
        photo_uses=_photo_uses(person),
    )


def _staying(names: Names) -> list[str]:
    found = set()
    for model in places.models():
        for row in places.rows(model):
            for text in places.texts(row):
                found |= names.longer_words(text)
    return sorted(found)[:STAYING]


def _photo_uses(person: Person) -> list[str]:
    others = uses_of(person.photo) if person.photo else []
    return [str(use.row) for use in others if use.row != person]


def _named(row) -> tuple[str, str]:
    """What a row is called, and its page. What has none, such as a byline, is named with its piece."""
    page, piece = _page_of(row), getattr(row, "article", None)
    if page or not isinstance(piece, Article):
        return str(row), page
    return (str(row) if str(piece) in str(row) else f"{row}, {piece}"), _page_of(piece)


def _page_of(row) -> str:
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    try:
        return reverse(name, args=[row.pk])
    except NoReverseMatch:
        return ""
