"""Menus: where the reader is in them, and what they hold until somebody says something else."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.sections import SECTIONS
from articles.standing import STANDING
from ccsis.identity import IDENTITY

#: Between two positions, so that something fits in.
STEP = 10


@dataclass(frozen=True)
class Entry:
    """One link of a menu."""

    label: str
    address: str

    @property
    def path(self) -> str:
        """As a request shows it; of an address elsewhere, the whole."""
        return unquote(urlsplit(self.address).path) if self.is_own else self.address

    @property
    def parameters(self) -> set[tuple[str, str]]:
        return set(parse_qsl(urlsplit(self.address).query)) if self.is_own else set()

    @property
    def is_own(self) -> bool:
        return self.address.startswith("/")


def marks(
    entries: list[Entry], path: str, parameters: Iterable[tuple[str, str]], sections: list[str]
) -> list[str]:
    """The `aria-current` of each entry, of which one at most is not "".

    "page" for the page itself (path and parameters of the request): of several that it answers,
    the one that says most. "true" for the first that leads to one of the sections, addresses that
    what is on screen belongs to.
    """
    asked = set(parameters)
    own = [entry for entry in entries if entry.path == path and entry.parameters <= asked]
    if own:
        current, mark = max(own, key=lambda entry: len(entry.parameters)), "page"
    else:
        current = next((entry for entry in entries if entry.address in sections), None)
        mark = "true"
    return [mark if entry is current else "" for entry in entries]


def all_pieces() -> Entry:
    """What a navigation shows that has no entries."""
    return Entry(_("All pieces"), reverse("articles:list"))


def first_navigation() -> list[Entry]:
    """All pieces, each kind, the series, and the pages that say who publishes here."""
    pieces = all_pieces()
    return [
        pieces,
        *(Entry(name, f"{pieces.address}?kind={kind}") for kind, name in SECTIONS.items()),
        Entry(_("Series"), reverse("articles:series-list")),
        *(_page(slug, label) for slug, label in IDENTITY.navigation),
    ]


def first_footer() -> list[Entry]:
    return [
        Entry(_("All pieces by date"), reverse("articles:list")),
        Entry(_("Feeds"), reverse("feeds:list")),
        *(_page(slug, title) for slug, title, _content in IDENTITY.pages),
    ]


def create_first(menu_entry: type[Model], page: type[Model]) -> None:
    """Store the menus of a new site, without pages that it does not have.

    The models are those of the migration that calls it.
    """
    pages = {f"/{row.slug}/": row for row in page.objects.defer("body")}
    standing = {f"/{slug}/" for slug in STANDING}
    for menu, entries in {"navigation": first_navigation(), "footer": first_footer()}.items():
        menu_entry.objects.bulk_create(
            menu_entry(
                menu=menu,
                label=str(entry.label),
                page=pages.get(entry.address),
                address="" if entry.address in pages else entry.address,
                position=STEP * place,
            )
            for place, entry in enumerate(entries, start=1)
            if entry.address in pages or entry.address not in standing
        )


def _page(slug: str, label: str) -> Entry:
    return Entry(label, reverse("page-detail", args=[slug]))
