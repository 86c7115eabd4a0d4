"""What the editor asks when somebody makes a link: pieces and pages by their titles, by what a text
names, and by their addresses.
"""

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from django.db.models import Case, F, Model, Q, QuerySet, When
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles.admin.visibility import brief
from articles.links import MODELS, keys_of
from articles.models import Article, OldAddress, Page
from ccsis.lib.richtext.links import NAME

#: Titles shown for what was typed, and names or addresses that one question may hold.
SHOWN, ASKED = 10, 50
LONGEST = 100
#: All that is told of a piece.
OF_A_PIECE = ("title", "slug", "state", "published_at", "unpublish_at", "deleted_at")


def urls(desk) -> list:
    def bound(request):
        return choices(desk, request)

    view = require_safe(desk.admin_site.admin_view(bound))
    return [path("links/", view, name="articles_article_link_choices")]


def choices(desk, request: HttpRequest) -> JsonResponse:
    """`?q=` words of a title, `?name=article:12` or `?address=/articles/a-slug/`, both often.

    What a person may see at the desk or as a reader; of all else there is no title.
    """
    seen = {"article": pieces_known_to(desk, request), "page": _pages(desk, request)}
    names = [name for name in request.GET.getlist("name")[:ASKED] if NAME.fullmatch(name)]
    addresses = request.GET.getlist("address")[:ASKED]
    if addresses:
        found = _at(seen, addresses)
    elif names:
        found = [_told(row) for row in _named(seen, names)]
    else:
        found = [_told(row) for row in _titled(seen, request.GET.get("q", "")[:LONGEST])]
    return JsonResponse({"choices": found})


def pieces_known_to(desk, request) -> QuerySet:
    """Those that somebody may see at the desk or as a reader."""
    own = desk.get_queryset(request).values("pk")
    rows = Article.objects.pieces().only(*OF_A_PIECE)
    return rows.filter(Q(pk__in=own) | Q(pk__in=Article.objects.published().values("pk")))


def _pages(desk, request) -> QuerySet:
    rows = Page.objects.only("title", "slug", "is_public")
    return rows if request.user.has_perm("articles.view_page") else rows.published()


def _titled(seen: dict[str, QuerySet], typed: str) -> list[Model]:
    """Whose titles hold each of the words, those that begin with them first."""
    words = typed.split()
    if not words:
        return []
    holds = Q()
    for word in words:
        holds &= Q(title__icontains=word)
    begins = Case(When(title__istartswith=" ".join(words), then=0), default=1)
    newest = {"article": F("published_at").desc(nulls_last=True), "page": "title"}
    rows = [
        row
        for scheme, all_rows in seen.items()
        for row in all_rows.filter(holds).order_by(begins, newest[scheme], "-pk")[:SHOWN]
    ]
    return rows[:SHOWN]


def _named(seen: dict[str, QuerySet], names: Iterable[str]) -> list[Model]:
    keys = keys_of(NAME.fullmatch(name)[1] for name in names)
    return [row for scheme, rows in seen.items() for row in rows.filter(pk__in=keys[scheme])]


def _at(seen: dict[str, QuerySet], addresses: list[str]) -> list[dict]:
    """Also at addresses that something had before it was renamed."""
    paths = {address: _path(address) for address in addresses}
    wanted = set(filter(None, paths.values()))
    found = {row.path: row for rows in seen.values() for row in rows.filter(_is_at(rows, wanted))}
    old = OldAddress.objects.filter(path__in=wanted - found.keys(), topic=None, series=None)
    named = {row.path: _name_of(row) for row in old}
    by_name = {_name(row): row for row in (_named(seen, named.values()) if named else ())}
    found |= {path: by_name[name] for path, name in named.items() if name in by_name}
    return [_told(found[path]) | {"asked": asked} for asked, path in paths.items() if path in found]


def _is_at(rows: QuerySet, paths: set[str]) -> Q:
    slugs = [path.rstrip("/").rpartition("/")[2] for path in paths]
    return Q(slug__in=slugs)


def _path(address: str) -> str:
    """As a model's `path`: without percent signs, with a slash behind it; "" for no address."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    return "" if "\x00" in path else f"{path.rstrip('/')}/"


def _name_of(old: OldAddress) -> str:
    return f"article:{old.article_id}" if old.article_id else f"page:{old.page_id}"


def _name(row: Model) -> str:
    return f"{next(scheme for scheme, model in MODELS.items() if isinstance(row, model))}:{row.pk}"


def _told(row: Model) -> dict[str, str]:
    return {
        "name": _name(row),
        "title": row.title,
        "words": _words(row),
        "about": _about(row),
        "path": row.path,
    }


def _words(row: Model) -> str:
    """What a link to it says by itself: never the title of what readers may not know of yet."""
    if row.is_public:
        return row.title
    return gettext("a coming piece") if isinstance(row, Article) else gettext("a coming page")


def _about(row: Model) -> str:
    if isinstance(row, Article):
        return brief(row)
    return gettext("Page") if row.is_public else gettext("Page, not public")
