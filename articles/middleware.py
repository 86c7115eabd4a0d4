"""Addresses of the old site, and of what was renamed or merged."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from django.http import HttpResponsePermanentRedirect
from django.urls import reverse

from articles import series, topics
from articles.models import Article, OldAddress, Page
from articles.models.addresses import TARGETS

#: WordPress's short addresses: /?p=107 and, for pages, /?page_id=904.
SHORT_PARAMETERS = ("p", "page_id")
#: Below the address of a piece.
VERSION = re.compile(r"(?<=/)versions/[0-9]+/?$")
#: The feed of a series follows it.
FEED = re.compile(r"^/feeds(?P<path>/series/[^/]+/)(?P<form>atom|rss)/?$")


def old_addresses(get_response):
    """Redirect an address that once led somewhere, if readers may know what it led to.

    That is public now, or was and is withdrawn: then its own address says that it is gone.
    """

    def middleware(request):
        short = _short_path(request)
        if short and (target := _target(short)):
            return _moved(target)
        response = get_response(request)
        if response.status_code == 404 and request.method in {"GET", "HEAD"}:
            target = _target(request.path_info)
            if target:
                return _moved(target)
        return response

    return middleware


def _moved(target: str) -> HttpResponsePermanentRedirect:
    """For ever, but asked again each time: a slug that comes back would be a loop in a cache."""
    return HttpResponsePermanentRedirect(target, headers={"Cache-Control": "no-cache"})


def _short_path(request) -> str:
    if request.path_info != "/" or request.method not in {"GET", "HEAD"}:
        return ""
    for name in SHORT_PARAMETERS:
        if request.GET.get(name, "").isdecimal():
            return f"/?{name}={request.GET[name]}"
    return ""


def _target(path: str) -> str | None:
    """Where an old address leads now; None for unknown ones and for what is not public."""
    decoded = unquote(path)
    if len(decoded) > OldAddress._meta.get_field("path").max_length or "\x00" in decoded:
        return None
    if feed := FEED.fullmatch(decoded):
        found = _found(feed["path"], targets=["series"])
        return found and reverse(f"feeds:series-{feed['form']}", args=[found.slug])
    path, version = _without_version(decoded)
    found = _found(path, targets=["article"] if version else TARGETS)
    return found and found.get_absolute_url() + version


def _found(path: str, targets: Iterable[str]):
    """The row that an old address leads to, if it is one of these and readers may know of it."""
    variants = {path, path.rstrip("/") + "/"}
    old = OldAddress.objects.filter(path__in=variants).first()
    target = next((name for name in targets if old and getattr(old, f"{name}_id")), None)
    return target and KNOWN[target]().filter(pk=getattr(old, f"{target}_id")).first()


def _known_articles():
    known = Article.objects.published() | Article.objects.withdrawn()
    return known.only("slug")


KNOWN = {
    "article": _known_articles,
    "page": Page.objects.published,
    "series": series.for_readers,
    "topic": topics.for_readers,
}


def _without_version(path: str) -> tuple[str, str]:
    """A kept version moves with its piece: the address of the piece, and what follows it."""
    match = VERSION.search(path)
    return (path[: match.start()], f"{match[0].rstrip('/')}/") if match else (path, "")
