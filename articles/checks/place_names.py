"""Checks of the names of places, and what a text says of those in the register."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from django.utils.translation import gettext as _

from articles.checks.facts import Facts
from articles.checks.findings import Finding
from articles.checks.subjects import Subject
from articles.place_names.finding import finder
from articles.place_names.register import Form, Place
from articles.place_names.writing import key, together
from ccsis.lib.languages import NAMES

#: A name with a capital: up to three words of at least three letters.
NAME = r"[^\W\d_][^\W\d_'’-]{2,}(?:[ -][^\W\d_][^\W\d_'’-]{2,}){0,2}"
PAIR = re.compile(rf"(?<![\w/]){NAME}(?: ?/ ?{NAME})+(?![\w/])")


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
    for text in _texts(subject):
        for mention in finder(facts.register, subject.language).mentions(text):
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
    """Names with a slash between them that are not together in the register."""
    known = [{key(form.name) for form in place.forms} for place in facts.register]
    for pair in dict.fromkeys(pair for text in _texts(subject) for pair in _pairs(text)):
        keys = {key(name) for name in pair.split("/")}
        if not any(keys <= names for names in known):
            text = _(
                "“%(pair)s” may be two names of one place; the register of places does not have them "
                "together."
            )
            yield Finding(text % {"pair": pair}, "body")


def _pairs(text: str) -> Iterator[str]:
    for match in PAIR.finditer(text):
        names = [name.strip() for name in match[0].split("/")]
        if all(name[0].isupper() and not name.isupper() for name in names):
            yield " / ".join(names)


def _texts(subject: Subject) -> list[str]:
    """What a text says, tag by tag."""
    body = [unescape(piece.html) for piece in subject.pieces if not piece.name]
    return [subject.title, subject.standfirst, *subject.summary_points, *body]
