"""Checks of the names of places, and what a text says of those in the register."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from django.utils.translation import gettext as _

from articles.checks.facts import Facts
from articles.checks.findings import Finding
from articles.checks.pairs import Pair, pairs_in
from articles.checks.subjects import Subject
from articles.place_names.finding import finder
from articles.place_names.register import Form, Place, Register
from articles.place_names.writing import key, together
from ccsis.lib.languages import NAMES


@dataclass(frozen=True)
class Named:
    """A place of the register that a text names."""

    place: Place
    #: Name and how often, the most frequent first.
    used: list[tuple[str, int]]
    others: list[Form]

    @property
    def others_in_words(self) -> str:
        return " / ".join(in_words(form) for form in self.others)


def in_words(form: Form) -> str:
    """A name with its language or who uses it."""
    language = str(NAMES.get(form.language, form.language))
    whose = ", ".join(filter(None, [language, form.used_by]))
    return f"{form.name} ({whose})"


def named_places(subject: Subject, facts: Facts) -> list[Named]:
    """In alphabetical order."""
    found: dict[Place, Counter[str]] = {}
    find = finder(facts.register, subject.language)
    for text in _texts(subject):
        for mention in find.mentions(text):
            found.setdefault(mention.place, Counter())[mention.form.name] += 1
    return [
        Named(place, found[place].most_common(), place.others({key(name) for name in found[place]}))
        for place in facts.register
        if place in found
    ]


def one_name_alone(subject: Subject, facts: Facts) -> Iterator[Finding]:
    """Advice: which names a text uses is for its author and the house to decide."""
    if subject.tells_place_names:
        return
    for named in named_places(subject, facts):
        if len(named.used) == 1:
            text = _(
                "“%(name)s” is the only name that the text uses for this place. It is also called "
                "%(others)s. The piece can say so where it first names it."
            )
            values = {"name": named.used[0][0], "others": together(f.name for f in named.others)}
            yield Finding(text % values, "tells_place_names")


def pairs_out_of_the_register(subject: Subject, facts: Facts) -> Iterator[Finding]:
    """Advice: names side by side that are not together in the register.

    Of names that it does not know, only those that read as names of a place.
    """
    known = _places_by_name(facts.register)
    pairs = {pair.names: pair for text in _texts(subject) for pair in pairs_in(text)}
    for pair in pairs.values():
        if not pair.is_common and _is_missing(pair, known):
            text = _(
                "“%(pair)s” may be names of one place; the register of places does not have them "
                "together."
            )
            yield Finding(text % {"pair": pair.words}, "body")


def _places_by_name(places: Register) -> dict[str, set[Place]]:
    found: dict[str, set[Place]] = {}
    for place in places:
        for form in place.forms:
            found.setdefault(key(form.name), set()).add(place)
    return found


def _is_missing(pair: Pair, known: dict[str, set[Place]]) -> bool:
    """Of names that all are in the register, and not together, the house knows two places."""
    places = [_places_in(name, known) for name in pair.names]
    if all(places):
        return False
    return any(places) or pair.is_of_a_place


def _places_in(name: str, known: dict[str, set[Place]]) -> set[Place]:
    """Also where another word with a capital stands before or after the name of a place."""
    words = key(name).split()
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            if found := known.get(" ".join(words[start : start + length])):
                return found
    return set()


def _texts(subject: Subject) -> list[str]:
    """What a text says, tag by tag."""
    body = [unescape(piece.html) for piece in subject.pieces if not piece.name]
    return [subject.title, subject.standfirst, *subject.summary_points, *body]
