"""A piece before readers see it: how it looks, what is typed and not saved included, and links to it."""

from csp.constants import NONE, SELF
from csp.decorators import csp_replace, csp_update
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from articles.admin.history import context_of, seen
from articles.admin.typed import as_typed
from articles.models import Article, PreviewLink
from articles.previews import links
from articles.previews.addresses import AS, FOUND
from articles.previews.found import found
from articles.previews.showing import as_saved
from articles.views import around
from ccsis.lib.responses import secret
from ccsis.workflow.transitions import Refused

#: For a page that shows previews in a frame, beside what the desk's policy allows.
HOLDS_FRAMES = csp_update({"frame-src": [SELF]})
#: For a preview: the policy of public pages without any script, in a frame of our own pages alone.
FRAMED = csp_replace(
    {
        "connect-src": [NONE],
        "frame-ancestors": [SELF],
        # A share image that was drawn for this look has no address.
        "img-src": [SELF, "data:"],
        "script-src": [NONE],
    }
)


def urls(desk) -> list:
    """Below the address of all articles and, for what has a row, below that of the row."""

    def own(route, view, name, methods=("GET", "HEAD", "POST"), around=lambda view: view):
        @require_http_methods(methods)
        def bound(request, **kwargs):
            return view(desk, request, **kwargs)

        wrapped = around(desk.admin_site.admin_view(bound))
        return path(route, wrapped, name=f"articles_article_{name}")

    def framed(view):
        return xframe_options_sameorigin(FRAMED(view))

    return [
        own("preview/", preview, "preview_new", around=framed),
        own("<int:pk>/preview/", preview, "preview", around=framed),
        own("<int:pk>/links/", links_page, "links"),
        own("<int:pk>/links/<int:link>/revoke/", revoke_link, "revoke_link", methods=["POST"]),
    ]


def preview(desk, request, pk: int | None = None) -> HttpResponse:
    """GET: as it is saved. POST: as it stands in the form that was sent. Neither stores anything."""
    article = seen(desk, request, pk) if pk else None
    is_typed = request.method == "POST"
    may = desk.has_change_permission if is_typed else desk.has_view_permission
    if not (may(request, article) if article else desk.has_add_permission(request)):
        raise PermissionDenied
    shown = _typed(desk, request, article) if is_typed or not article else as_saved(article)
    if request.GET.get(AS) == FOUND:
        origin = request.build_absolute_uri("/").rstrip("/")
        context = {"article": shown, "found": found(shown, origin)}
        return secret(render(request, "articles/preview_found.html", context))
    return secret(render(request, "articles/preview.html", around(request, shown)))


def _typed(desk, request, article: Article | None) -> Article:
    return as_typed(article, desk.get_form(request, article)(request.POST))


class DaysForm(forms.Form):
    days = forms.TypedChoiceField(
        label=_("It opens for"),
        choices=[(1, _("1 day")), (7, _("7 days")), (30, _("30 days"))],
        initial=7,
        coerce=int,
    )


def links_page(desk, request, pk: int) -> HttpResponse:
    """The links to a piece or a change, with their addresses; POST makes one more."""
    article = _shared(desk, request, pk)
    form = DaysForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _make(request, article, form.cleaned_data["days"])
    rows = article.preview_links.select_related("made_by", "revoked_by")
    sharing = {user for user in {row.made_by for row in rows} if _may_share(user, article)}
    context = {
        **context_of(desk, request, article),
        "title": gettext("Preview links"),
        "subtitle": str(article),
        "form": form,
        "may_have_more": links.may_be_previewed(article),
        "rows": [(link, _address(request, link, sharing)) for link in rows],
    }
    status = 422 if form.is_bound else 200
    return render(request, "admin/articles/article/links.html", context, status=status)


def revoke_link(desk, request, pk: int, link: int) -> HttpResponseRedirect:
    article = _shared(desk, request, pk)
    links.revoke(get_object_or_404(article.preview_links, pk=link), by=request.user)
    messages.success(request, gettext("The link is revoked: whoever opens it finds nothing."))
    return _to_links(article)


def _make(request, article: Article, days: int) -> HttpResponseRedirect:
    try:
        links.make_link(article, days=days, by=request.user)
        messages.success(
            request, gettext("The link is made. Give it only to those who are to read this.")
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _to_links(article)


def _shared(desk, request, pk: int) -> Article:
    """404 for what this person does not see; 403 for who may not show it to anybody."""
    article = seen(desk, request, pk)
    if not links.may_share(request.user, article):
        raise PermissionDenied
    return article


def _may_share(user, article: Article) -> bool:
    return user is not None and links.may_share(user, article)


def _address(request, link: PreviewLink, sharing: set) -> str:
    """ "" for a link that opens nothing any more. sharing: who may show the piece to others."""
    opens = link.is_open and link.made_by in sharing
    return request.build_absolute_uri(links.path_of(link)) if opens else ""


def _to_links(article: Article) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:articles_article_links", args=[article.pk]))
