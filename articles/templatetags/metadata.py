"""What the head of a page says to machines (`articles.metadata`)."""

import json
from dataclasses import replace
from urllib.parse import quote

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles import metadata
from articles.models import Article, Page, Person, Series
from ccsis.identity import IDENTITY

register = template.Library()
register.filter(metadata.headline)

#: As in django.utils.html.json_script: nothing in the data can end the script or open a comment.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
MAKERS = {
    Page: metadata.of_page,
    Person: metadata.of_person,
    Series: metadata.of_series,
}
#: Pages that have a feed of their own, and the beginning of its URL's name.
FED = {
    "region-detail": "feeds:region",
    "series-detail": "feeds:series",
    "person-detail": "feeds:person",
}


@register.simple_tag(takes_context=True)
def metadata_of(context, subject=None, title="", about="", query="") -> metadata.Metadata:
    """The metadata of a row; without one, of the list with this title, or of the home page.

    query: the query string that makes this page of a list.
    """
    request = context["request"]
    origin = f"{request.scheme}://{request.get_host()}"
    if isinstance(subject, Article):
        return metadata.of_article(subject, origin, context.get("place"))
    if subject:
        found = MAKERS[type(subject)](subject, origin)
        return replace(found, address=found.address + query)
    if not title:
        return metadata.of_home(origin)
    path = request.build_absolute_uri(request.path).removeprefix(origin)
    return metadata.of_list(title, path + query, origin, about=about)


@register.simple_tag(takes_context=True)
def own_feeds(context) -> dict[str, str]:
    """The addresses of the page's own feeds by their format; empty where it has none."""
    match = context["request"].resolver_match
    # A series that is only announced has a page, but no feed yet.
    if match is None or match.url_name not in FED or not context.get("pieces"):
        return {}
    name = FED[match.url_name]
    return {form: reverse(f"{name}-{form}", kwargs=match.kwargs) for form in ("atom", "rss")}


@register.simple_tag
def share_links(article: Article, address: str) -> list[tuple[str, str]]:
    """(name, address) of plain links that pass a piece on, with what must be said with its title.

    The first is a mail, to be addressed by the reader. No network learns of a reader who does not
    follow its link.
    """
    text, url = quote(metadata.headline(article), safe=""), quote(address, safe="")
    mail = f"mailto:?subject={text}&body={text}%0D%0A{url}"
    networks = ((name, link.format(url=url, text=text)) for name, link in IDENTITY.share)
    return [(_("E-mail"), mail), *networks]


@register.simple_tag
def json_ld(nodes: list[dict]) -> SafeString:
    """Nodes as JSON-LD, in a block of data that no browser runs."""
    graph = {"@context": "https://schema.org", "@graph": nodes}
    text = json.dumps(graph, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    safe = mark_safe(text.translate(ESCAPES))  # noqa: S308 (holds no <, > or &)
    return format_html('<script type="application/ld+json">{}</script>', safe)
