"""Addresses of the old site and of renamed pieces."""

import re
from urllib.parse import unquote

from django.http import HttpResponsePermanentRedirect

from articles.models import Article, OldAddress, Page

#: WordPress's short addresses: /?p=107 and, for pages, /?page_id=904.
SHORT_PARAMETERS = ("p", "page_id")
#: Below the address of a piece.
VERSION = re.compile(r"(?<=/)versions/[0-9]+/?$")


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
    path, version = _without_version(decoded)
    variants = {path, path.rstrip("/") + "/"}
    old = OldAddress.objects.filter(path__in=variants).first()
    if old is None or (version and not old.article_id):
        return None
    if old.page_id:
        found = Page.objects.published().filter(pk=old.page_id).first()
    else:
        known = Article.objects.published() | Article.objects.withdrawn()
        found = known.filter(pk=old.article_id).only("slug").first()
    return found and found.get_absolute_url() + version


def _without_version(path: str) -> tuple[str, str]:
    """A kept version moves with its piece: the address of the piece, and what follows it."""
    match = VERSION.search(path)
    return (path[: match.start()], f"{match[0].rstrip('/')}/") if match else (path, "")
