"""Addresses: what an item's will be here, and which old ones lead to it."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote

from django.conf import settings
from django.db.models import Model
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from articles.models import Article, ImportedItem, OldAddress, Page
from articles.wordpress.survey import Entry, Survey
from articles.wordpress.text import split
from articles.wordpress.uploads import MARK

BATCH = 1000
MAX_SLUG = 200
MAX_PATH = OldAddress._meta.get_field("path").max_length
#: Jetpack served pictures from i0.wp.com/old.example/wp-content/…
CDN = re.compile(r"i[0-3]\.wp\.com")


def is_of_site(host: str, site: str, path: str = "") -> bool:
    """Whether an address with this host (empty: a relative one) is of the old site."""
    host = host.lower().removeprefix("www.")
    return host in {"", site} or bool(CDN.fullmatch(host) and path.startswith(f"/{site}/"))


@dataclass(slots=True)
class Place:
    """Where an item is to be read here."""

    slug: str
    #: The page that readers of the old one are sent to, when the site has its own of that name.
    own_page: Page | None = None
    note: str = ""


class Places:
    """A place for each item that will be imported, decided before the first is written."""

    def __init__(self, survey: Survey, restored: frozenset[int] = frozenset()):
        self._survey = survey
        self._places: dict[int, Place] = {}
        settled = self._settle_known() - restored
        new = [e for e in survey.entries.values() if e.number not in settled]
        for model, kind in ((Article, "post"), (Page, "page")):
            self._settle(model, [entry for entry in new if entry.type == kind])
        self._by_path = {e.path: e.number for e in survey.entries.values() if e.path}

    def of(self, number: int) -> Place:
        return self._places[number]

    def address(self, number: int) -> str:
        name = "page-detail" if self._survey.entries[number].type == "page" else "articles:detail"
        place = self._places[number]
        return reverse(name, args=[place.own_page.slug if place.own_page else place.slug])

    def rewritten(self, address: str, notes) -> str:
        """The address of a link in a text: to the new place, if it leads to what readers may see.

        Other old addresses stay as they are written, since a slug can give a draft away; they
        redirect once the item is public.
        """
        parts = split(address)
        if parts.scheme not in {"", "http", "https"} or not (parts.netloc or parts.path):
            return address
        if not is_of_site(parts.netloc, self._survey.site):
            return address
        notes.files += MARK in parts.path
        number = self._number_at(parts)
        if number not in self._places or not self._survey.entries[number].is_readable:
            return address
        notes.rewritten += 1
        return self.address(number) + (f"#{parts.fragment}" if parts.fragment else "")

    def _number_at(self, parts) -> int | None:
        query = parse_qs(parts.query)
        short = (query.get("p") or query.get("page_id") or [""])[0]
        if short.isascii() and short.isdecimal():
            return int(short[:20])
        return self._by_path.get(unquote(parts.path).rstrip("/") + "/")

    def _settle_known(self) -> set[int]:
        """What was imported before keeps its address, also if WordPress changed it since.

        Returns all numbers that were imported, also of what was deleted here since.
        """
        known = ImportedItem.objects.filter(site=self._survey.site)
        rows = known.values_list("number", "article__slug", "page__slug", "page")
        numbers = set()
        for number, article_slug, page_slug, page in rows.iterator():
            entry = self._survey.entries.get(number)
            if entry is None:
                continue
            numbers.add(number)
            own = Page.objects.filter(slug=entry.slug).exclude(pk=page).first() if page else None
            if slug := article_slug or page_slug:
                self._places[number] = Place(slug, own)
        return numbers

    def _settle(self, model: type[Model], entries: list[Entry]) -> None:
        """Public items choose first; who finds the slug taken gets a number behind it."""
        taken = _taken(model, [entry.slug for entry in entries])
        for entry in sorted(entries, key=lambda entry: not entry.is_public):
            self._places[entry.number] = place = self._choose(model, entry, taken)
            taken.add(place.slug)

    def _choose(self, model: type[Model], entry: Entry, taken: set[str]) -> Place:
        own = Page.objects.filter(slug=entry.slug).first() if entry.type == "page" else None
        wanted = f"{entry.slug}-imported" if own else entry.slug
        slug = _free(model, wanted, taken)
        if own:
            text = _(
                "the site has its own page /%(own)s/: this one is kept unpublished as /%(slug)s/"
            )
            return Place(slug, own, text % {"own": own.slug, "slug": slug})
        if slug != entry.slug:
            text = _("its slug “%(wanted)s” is taken here: it became “%(slug)s”")
            return Place(slug, note=text % {"wanted": entry.slug, "slug": slug})
        return Place(slug, note=entry.slug_note)


def _taken(model: type[Model], slugs: list[str]) -> set[str]:
    """Slugs of things of ours, or in old addresses that still lead to one."""
    taken = set()
    for start in range(0, len(slugs), BATCH):
        batch = slugs[start : start + BATCH]
        taken.update(model.objects.filter(slug__in=batch).values_list("slug", flat=True))
        paths = {model(slug=slug).path: slug for slug in batch}
        old = OldAddress.objects.filter(path__in=paths).values_list("path", flat=True)
        taken.update(paths[path] for path in old)
    return taken


def _free(model: type[Model], wanted: str, taken: set[str]) -> str:
    slug, number = wanted[:MAX_SLUG], 1
    while slug in taken or _is_used(model, slug, wanted):
        number += 1
        slug = f"{wanted[: MAX_SLUG - 8]}-{number}"
    return slug


def _is_used(model: type[Model], slug: str, wanted: str) -> bool:
    """Also a page's address may belong to something else of this site, such as /articles/."""
    if model is Page and not _leads_to_a_page(slug):
        return True
    return slug != wanted and model.objects.filter(slug=slug).exists()


def _leads_to_a_page(slug: str) -> bool:
    try:
        name = resolve(f"/{slug}/").url_name
    except Resolver404:
        return False
    return name == "page-detail" and slug not in {settings.STATIC_URL.strip("/"), "static"}


def old_paths(entry: Entry, base_path: str) -> list[str]:
    """The addresses that led to an item on the old site, as `OldAddress` keeps them."""
    paths = [entry.path] if entry.path else []
    if not base_path:
        paths.append(f"/?p={entry.number}")
        paths += [f"/?page_id={entry.number}"] if entry.type == "page" else []
    return paths
