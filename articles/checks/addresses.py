"""Which links in texts lead to something that readers find, asked for many at once."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html import unescape
from importlib import import_module
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet
from django.urls import Resolver404, ResolverMatch, resolve

from articles import series, topics
from articles.middleware import SHORT_PARAMETERS, VERSION
from articles.models import Article, OldAddress, Page, Region, Version
from articles.signing import signing
from ccsis.lib.richtext.pieces import Piece, attribute

#: Links that are kept by id (`article:12`, perhaps with a fragment).
INNER = re.compile(r"(article|page):([1-9][0-9]{0,17})(?:#.*)?", re.DOTALL)
BY_ID = {"article": Article.objects.published, "page": Page.objects.published}
#: Parts of the site that are no page for readers.
CLOSED = ("/staff/", "/my/", "/preview/", "/mail/")

Readable = dict[str, Callable[[], QuerySet]]


def addresses_in(pieces: Iterable[Piece]) -> list[str]:
    """The addresses of this site that a text links to, as they stand in it, in its order."""
    links = (attribute(piece.attributes, "href") for piece in pieces if piece.name == "a")
    found = filter(None, links)
    return [address for address in found if is_inner(address) or _is_ours(address)]


def is_inner(address: str) -> bool:
    """Whether it names a piece or a page, and no place on the site."""
    return INNER.fullmatch(address) is not None


def named_pieces(pieces: Iterable[Piece]) -> Iterator[tuple[int, str]]:
    """The keys of the pieces that a text links to, each with the words of the link."""
    key, words = None, []
    for piece in pieces:
        if piece.name == "a" and not piece.closes:
            found = INNER.fullmatch(attribute(piece.attributes, "href") or "")
            key, words = int(found[2]) if found and found[1] == "article" else None, []
        elif piece.name == "a" and key:
            yield key, unescape("".join(words))
            key = None
        elif not piece.name:
            words.append(piece.html)


def dead(addresses: set[str]) -> set[str]:
    """Those at which readers find nothing."""
    inner = {address for address in addresses if is_inner(address)}
    return _dead_by_id(inner) | _dead_by_path(addresses - inner)


@cache
def readable() -> Readable:
    """What readers find at addresses of these names, by the slug in them.

    Each module named in the setting LINKED_PAGES adds those of its app, as its `READABLE`.
    """
    own: Readable = {
        "articles:detail": Article.objects.published,
        "articles:person-detail": signing,
        "articles:region-detail": Region.objects.all,
        "articles:series-detail": series.for_readers,
        "articles:topic-detail": topics.for_readers,
        "page-detail": Page.objects.published,
        **{f"feeds:person-{form}": signing for form in ("atom", "rss")},
        **{f"feeds:region-{form}": Region.objects.all for form in ("atom", "rss")},
        **{f"feeds:series-{form}": series.for_readers for form in ("atom", "rss")},
    }
    for module in settings.LINKED_PAGES:
        own |= import_module(module).READABLE
    return own


def _is_ours(address: str) -> bool:
    """Whether it is a place on this site. Files of the code itself are not looked for."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address.startswith("/") and not address.startswith("//")
    if parts.netloc:
        return parts.scheme in {"", "http", "https"} and parts.hostname in _hosts()
    is_path = not parts.scheme and address.startswith("/")
    return is_path and not address.startswith(settings.STATIC_URL)


def _hosts() -> set[str]:
    """The names of this site. One for all names below a domain may stand for other sites too."""
    plain = {host for host in settings.ALLOWED_HOSTS if host[:1] not in {".", "*"}}
    return plain | {urlsplit(settings.SITE_URL).hostname}


def _dead_by_id(names: set[str]) -> set[str]:
    keys: dict[str, dict[str, int]] = {scheme: {} for scheme in BY_ID}
    for name in names:
        match = INNER.fullmatch(name)
        keys[match[1]][name] = int(match[2])
    lost = set()
    for scheme, numbers in keys.items():
        rows = BY_ID[scheme]().filter(pk__in=numbers.values())
        there = set(rows.values_list("pk", flat=True)) if numbers else set()
        lost |= {name for name, number in numbers.items() if number not in there}
    return lost


def _dead_by_path(addresses: set[str]) -> set[str]:
    """In one query for each kind of row that the addresses name, and one for old addresses."""
    paths = {address: _path(address) for address in addresses}
    matches = {address: _match(path) for address, path in paths.items()}
    there = _there([match for match in matches.values() if match])
    lost = {a for a, match in matches.items() if not (match and _is_there(match, there))}
    # An address that was published once leads on.
    olds = {address: _old_path(paths[address]) for address in lost}
    leads_on = set(_leading_on(olds.values())) if lost else set()
    return {address for address, old in olds.items() if old not in leads_on}


def _there(matches: list[ResolverMatch]) -> set[tuple]:
    """The slugs that readers find, each with what finds it, and kept versions with their numbers."""
    slugs: dict[Callable, set[str]] = {}
    for match in matches:
        if finds := _finds(match):
            slugs.setdefault(finds, set()).add(match.kwargs["slug"])
    there = {
        (finds, slug)
        for finds, wanted in slugs.items()
        for slug in finds().filter(slug__in=wanted).values_list("slug", flat=True)
    }
    of_versions = {m.kwargs["slug"] for m in matches if m.view_name == "articles:version-detail"}
    return there | (_versions(of_versions) if of_versions else set())


def _finds(match: ResolverMatch) -> Callable[[], QuerySet] | None:
    return readable().get(match.view_name)


def _versions(slugs: set[str]) -> set[tuple[str, int]]:
    """Slug and number of all that are shown; the last one that readers know of is the piece itself."""
    rows = Article.objects.published().filter(slug__in=slugs)
    known: dict[str, dict[int, str]] = {}
    for slug, number, state in rows.values_list("slug", "versions__number", "versions__state"):
        known.setdefault(slug, {})
        if state and state != Version.State.UNSEEN:
            known[slug][number] = state
    last = {(slug, max(states, default=1)) for slug, states in known.items()}
    return last | {
        (slug, number)
        for slug, states in known.items()
        for number, state in states.items()
        if state == Version.State.SHOWN
    }


def _is_there(match: ResolverMatch, there: set[tuple]) -> bool:
    if match.view_name == "articles:version-detail":
        return (match.kwargs["slug"], match.kwargs["number"]) in there
    if match.view_name == "media:file":
        return _is_file(match.kwargs["name"])
    if finds := _finds(match):
        return (finds, match.kwargs["slug"]) in there
    # What is made for one row only, and is not known here, is nobody else's.
    return not match.kwargs


def _is_file(name: str) -> bool:
    try:
        return default_storage.exists(name)
    except (OSError, ValueError, SuspiciousOperation):
        return False


def _leading_on(paths: Iterable[str]) -> QuerySet:
    known = (
        Q(article__in=Article.objects.published().values("pk"))
        | Q(page__in=Page.objects.published().values("pk"))
        | Q(series__in=series.for_readers().values("pk"))
        | Q(topic__in=topics.for_readers().values("pk"))
    )
    return OldAddress.objects.filter(known, path__in=paths).values_list("path", flat=True)


def _old_path(path: str) -> str:
    """As it was kept: a version moves with its piece."""
    return (
        VERSION.sub("", path) if path.startswith("/?") else f"{VERSION.sub('', path).rstrip('/')}/"
    )


def _path(address: str) -> str:
    """Without percent signs, and with the key of WordPress's short addresses; "" for none."""
    try:
        parts = urlsplit(address)
        asked = parse_qs(parts.query)
    except ValueError:
        return ""
    path = unquote(parts.path) or "/"
    keys = [f"/?{name}={asked[name][-1]}" for name in SHORT_PARAMETERS if name in asked]
    short = keys[0] if path == "/" and keys else path
    return "" if "\x00" in short else short


def _match(path: str) -> ResolverMatch | None:
    """None where there is no such page."""
    for whole in (path, f"{path}/") if path else ():
        try:
            match = resolve(whole)
        except Resolver404:
            continue
        return None if whole.startswith(CLOSED) else match
    return None
