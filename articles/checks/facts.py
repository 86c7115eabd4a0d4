"""What the checks have to know about the rest of the site, for all subjects together.

Each fact is asked for when the first check needs it, in as many queries as if there were one subject.
"""

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from html import unescape
from urllib.parse import unquote, urlsplit

from django.db.models import QuerySet
from django.urls import Resolver404, resolve

from articles import series, topics
from articles.checks.subjects import Subject
from articles.models import Article, OldAddress, Page, Person, Region
from articles.place_names import register
from articles.place_names.register import Register
from ccsis.lib.richtext.pictures import name_of
from ccsis.lib.richtext.pieces import Piece
from ccsis.media.models import Image

#: Paths of this site, and the links that are kept by id (`article:12`, perhaps with a fragment).
HREF = re.compile(r' href="(/[^"]*|(?:article|page):[1-9][0-9]{0,17}(?:#[^"]*)?)"')
BY_ID = {"article": Article.objects.published, "page": Page.objects.published}
#: What readers find at addresses of these names, by the slug in them.
READABLE: dict[str, Callable[[], QuerySet]] = {
    "articles:detail": Article.objects.published,
    "articles:version-detail": Article.objects.published,
    "articles:person-detail": Person.objects.named,
    "articles:region-detail": Region.objects.all,
    "articles:series-detail": series.for_readers,
    "articles:topic-detail": topics.for_readers,
    "page-detail": Page.objects.published,
}
#: Parts of the site that are no page for readers.
CLOSED = ("/staff/", "/my/")


class Facts:
    def __init__(self, subjects: list[Subject]):
        self._subjects = subjects

    @cached_property
    def images(self) -> dict[str, Image]:
        """Those in the texts, by the names of their files, as pages find them."""
        names = {name for s in self._subjects for p in s.pieces if (name := image_name(p))}
        rows = Image.objects.filter(file__in=names).order_by("-pk") if names else ()
        return {image.file.name: image for image in rows}

    @cached_property
    def register(self) -> Register:
        return register.load()

    @cached_property
    def dead(self) -> set[str]:
        """Those of the internal addresses in the texts at which readers find nothing."""
        addresses = {a for subject in self._subjects for a in addresses_of(subject)}
        return _dead(addresses) if addresses else set()


def image_name(piece: Piece) -> str:
    """Of the file that a tag in a text shows; "" for every other tag."""
    return name_of(piece.attributes) if piece.name == "img" else ""


def addresses_of(subject: Subject) -> list[str]:
    """The addresses of this site that a text links to, as they stand in it, in its order."""
    links = (HREF.search(piece.attributes) for piece in subject.pieces if piece.name == "a")
    found = (unescape(link[1]) for link in links if link)
    return [address for address in found if not address.startswith("//")]


def _dead(addresses: Iterable[str]) -> set[str]:
    by_path = {address for address in addresses if address.startswith("/")}
    return _dead_by_path(by_path) | _dead_by_id(set(addresses) - by_path)


def _dead_by_id(names: set[str]) -> set[str]:
    keys: dict[str, dict[str, int]] = {scheme: {} for scheme in BY_ID}
    for name in names:
        scheme, _colon, key = name.partition("#")[0].partition(":")
        keys[scheme][name] = int(key)
    dead = set()
    for scheme, numbers in keys.items():
        rows = BY_ID[scheme]().filter(pk__in=numbers.values())
        there = set(rows.values_list("pk", flat=True)) if numbers else set()
        dead |= {name for name, number in numbers.items() if number not in there}
    return dead


def _dead_by_path(addresses: set[str]) -> set[str]:
    paths = {address: _path(address) for address in addresses}
    named: dict[str, dict[str, str]] = {name: {} for name in READABLE}
    lost = set()
    for address, path in paths.items():
        name, slug = _found(path)
        if name in named:
            named[name][address] = slug
        elif name is None or path.startswith(CLOSED):
            lost.add(address)
    for name, slugs in named.items():
        rows = READABLE[name]().filter(slug__in=slugs.values()) if slugs else Page.objects.none()
        there = set(rows.values_list("slug", flat=True))
        lost |= {address for address, slug in slugs.items() if slug not in there}
    # An address that was published once leads on.
    kept = OldAddress.objects.filter(path__in=[paths[address] for address in lost])
    leads_on = set(kept.values_list("path", flat=True)) if lost else set()
    return {address for address in lost if paths[address] not in leads_on}


def _path(address: str) -> str:
    try:
        return unquote(urlsplit(address).path)
    except ValueError:
        return address


def _found(path: str) -> tuple[str | None, str]:
    """The name of an address and the slug in it; None where there is no such page."""
    try:
        match = resolve(path)
    except Resolver404:
        return None, ""
    return match.view_name, match.kwargs.get("slug", "")
