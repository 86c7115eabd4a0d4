"""Who signed on the old site. E-mail addresses of its users are never kept."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.models import Person
from articles.withholding import known
from articles.wordpress.text import plain, slug_from_title
from ccsis.demo import recorder
from ccsis.identity import IDENTITY
from ccsis.lib.names import key_of

MAX_NAME = Person._meta.get_field("name").max_length
#: Names of a desk, not of somebody.
DESK = re.compile(
    r"\b(admin|administrator|bureau|cent(er|re)|desk|editor|editors|editorial|institute|newsroom|"
    r"office|press|redaction|redaktsiya|staff|team|webmaster|редакция|администратор|редактор)\b"
    r"|խմբագ",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Author:
    """A signature as the old site printed it. The slug is how its person is known again."""

    name: str
    slug: str
    note: str = ""

    @property
    def is_institution(self) -> bool:
        return self.name == IDENTITY.byline or bool(DESK.search(self.name))


class People:
    """Persons and institutions, made when first needed. Staff may rename them afterwards."""

    def __init__(self, displayed: dict[str, str]):
        self._displayed = displayed
        self._withheld = known.persons_by_digest()
        self._persons: dict[str, Person] = {}
        self.made: list[str] = []

    def author(self, login: str) -> Author:
        name = plain(self._displayed.get(login, "")) or plain(login)
        if not name:
            return _center(_("it names no author: signed %(name)s"))
        if name.casefold() in _own_names():
            note = _("its author “%(old)s” is signed %(name)s") if name != IDENTITY.byline else ""
            return _center(note, name)
        if "@" in name:
            return _center(_("its author is only known by an e-mail address: signed %(name)s"))
        if len(name) > MAX_NAME or not slug_from_title(name):
            return _center(_("its author's name cannot be used: signed %(name)s"))
        if withheld := self._withheld.get(known.digest(key_of(name))):
            return Author(withheld.name, withheld.slug)
        return Author(name, slug_from_title(name))

    def person(self, author: Author) -> Person:
        if author.slug not in self._persons:
            self._persons[author.slug] = self._found(author) or self._make(author)
        return self._persons[author.slug]

    def _found(self, author: Author) -> Person | None:
        person = Person.objects.filter(slug=author.slug).first()
        if person:
            # Removing the demonstration must not take away who signs the archive.
            recorder.forget(Person, [person.pk])
        return person

    def _make(self, author: Author) -> Person:
        kind = Person.Kind.INSTITUTION if author.is_institution else Person.Kind.PERSON
        self.made.append(f"{author.name} ({kind.label})")
        return Person.objects.create(name=author.name, slug=author.slug, kind=kind)


def _own_names() -> set[str]:
    return {name.casefold() for name in (IDENTITY.byline, IDENTITY.short_name, IDENTITY.name)}


def _center(note: str = "", old: str = "") -> Author:
    name = IDENTITY.byline
    return Author(name, slug_from_title(name), note % {"name": name, "old": old} if note else "")
