"""What the pages say about articles. Nothing here runs a query: the view has loaded all of it."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.models import Article, Kind, Language
from ccsis.identity import IDENTITY

register = template.Library()

#: The kinds in the order of the navigation, each with the name of its list.
SECTIONS = {
    Kind.ANALYSIS: gettext_lazy("Analysis"),
    Kind.COMMENTARY: gettext_lazy("Commentary"),
    Kind.SPECIAL_REPORT: gettext_lazy("Special reports"),
    Kind.EXCLUSIVE_REPORT: gettext_lazy("Exclusive reports"),
    Kind.SIMULATION: gettext_lazy("Simulations"),
    Kind.ANNOUNCEMENT: gettext_lazy("Announcements"),
}
#: Regions that covers are drawn for; each kind has one cover for each of them.
COVER_REGIONS = {"caucasus", "central-asia", "cis", "eurasia", "middle-east", "worldwide"}

#: Django's own table has Azerbaijani here too, which is written in Latin letters.
RIGHT_TO_LEFT = {Language.PERSIAN}


@register.simple_tag
def sections() -> list[tuple[str, str]]:
    """The kinds and the names of their lists."""
    return [(kind.value, name) for kind, name in SECTIONS.items()]


@register.filter
def section_name(kind: str) -> str:
    """The name of a kind's list, "Special reports"; "" for what is no kind."""
    return SECTIONS.get(kind, "")


@register.filter
def authors(article: Article) -> list[dict]:
    """The byline's authors; the publisher where nobody signs."""
    signed = [entry for entry in article.byline_list if entry["role"] == "author"]
    return signed or [{"name": IDENTITY.byline}]


@register.filter
def author_names(article: Article) -> str:
    return get_text_list([entry["name"] for entry in authors(article)], _("and"))


@register.filter
def cover(article: Article) -> str:
    """The static file drawn for the article's kind and the first of its regions that has one."""
    drawn = [region["slug"] for region in article.region_list if region["slug"] in COVER_REGIONS]
    return f"img/covers/{article.kind}-{drawn[0] if drawn else 'worldwide'}.svg"


@register.filter
def language_attributes(article: Article) -> SafeString | str:
    """`lang`, and `dir` where needed, for text that is not in the language of the page around it."""
    if article.language == get_language():
        return ""
    if article.language in RIGHT_TO_LEFT:
        return format_html(' lang="{}" dir="rtl"', article.language)
    return format_html(' lang="{}"', article.language)


@register.filter
def demo_share(articles: list[Article]) -> str:
    """How many of them were made up for the demonstration: "all", "some" or, for none, ""."""
    flags = {article.is_demo for article in articles}
    return {frozenset({True}): "all", frozenset({True, False}): "some"}.get(frozenset(flags), "")
