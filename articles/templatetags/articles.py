"""What the pages say about articles. Nothing here runs a query: the view has loaded all of it."""

from datetime import datetime

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from articles.models import Article, Byline, Person, Series, State, Version
from articles.scenarios import scenario_of
from articles.sections import authors, section_name
from articles.series import Part, parts_of
from ccsis.identity import IDENTITY
from ccsis.lib.citation import Citation, citation
from ccsis.lib.languages import direction
from ccsis.lib.richtext import without_notes, without_quotes
from ccsis.lib.words import reading_minutes
from ccsis.media.models import Image

register = template.Library()
register.filter(authors)
register.filter(section_name)

#: Regions that covers are drawn for; each kind has one cover for each of them.
COVER_REGIONS = {"caucasus", "central-asia", "cis", "eurasia", "middle-east", "worldwide"}


@register.filter
def person_link(entry: dict) -> SafeString:
    """The name as it was printed, with a link to the person as now where there is one."""
    if not entry.get("slug"):
        return conditional_escape(entry["name"])
    address = reverse("articles:person-detail", args=[entry["slug"]])
    link = (
        '<a href="{}" rel="author">{}</a>' if entry["role"] == "author" else '<a href="{}">{}</a>'
    )
    return format_html(link, address, entry["name"])


@register.filter
def author_links(article: Article) -> SafeString:
    """The authors in a sentence: "Avery Example, Robin Specimen and Sam Placeholder"."""
    *first, last = [person_link(entry) for entry in authors(article)]
    if not first:
        return last
    together = format_html_join(", ", "{}", ((link,) for link in first))
    return format_html("{} {} {}", together, _("and"), last)


@register.filter
def other_roles(article: Article, person: Person) -> str:
    """What a person did for a piece beside writing it: "translator"; "" for an author alone."""
    roles = [entry["role"] for entry in article.byline_list if entry["slug"] == person.slug]
    names = [Byline.Role(role).label for role in roles if role != Byline.Role.AUTHOR]
    return get_text_list(names, _("and"))


@register.filter
def reading_time(article: Article) -> int:
    """Whole minutes for the text without its notes and pull quotes; 0 for a piece without text."""
    scenario = scenario_of(article)
    told = escape(scenario.words) if scenario else ""
    return reading_minutes(f"{without_quotes(without_notes(article.body))} {told}")


@register.filter
def parts(series: Series) -> list[Part]:
    return parts_of(series)


@register.filter
def published(parts: list[Part]) -> int:
    return sum(bool(part.slug) for part in parts)


@register.filter
def announced(parts: list[Part]) -> list[Part]:
    """Those that are still to come."""
    return [part for part in parts if part.is_announced]


@register.filter
def shows_what_is_not_ours(article: Article) -> bool:
    """Whether others may not print one of its pictures, though they may print the piece."""
    own = [article.picture] if article.picture else []
    return any(not image.may_be_republished for image in [*own, *article.library.values()])


@register.filter
def versions(article: Article) -> list[dict]:
    """What readers have seen of a piece, oldest first; empty if it never changed.

    An article shown as it was (`articles.versions.showing`) knows which of them is shown.
    """
    rows = article.version_list
    if len(rows) < 2:
        return []
    shown = getattr(article, "shown_version", rows[-1]["number"])
    return [_version(article, row, shown) for row in rows]


def _version(article: Article, row: dict, shown: int) -> dict:
    url = reverse("articles:version-detail", args=[article.slug, row["number"]])
    at = datetime.fromisoformat(row["published_at"])
    return row | {
        "url": url,
        "published_at": at,
        "is_shown": row["number"] == shown,
        "is_hidden": row["state"] == Version.State.HIDDEN,
    }


@register.simple_tag
def quotation(article: Article, address: str) -> Citation:
    """The line that quotes a piece. What it must not be taken for goes with its title."""
    notes = []
    if article.is_simulation:
        notes.append(_("simulation, not a report of events"))
    if article.state == State.RETRACTED:
        notes.append(_("retracted"))
    if article.is_demo:
        notes.append(_("demonstration"))
    return citation(
        names=[entry["name"] for entry in authors(article)],
        title=article.title,
        publisher=IDENTITY.short_name,
        published_on=timezone.localdate(article.published_at),
        address=address,
        note=", ".join(notes),
    )


@register.filter
def cover(article: Article) -> str:
    """The address of the cover that was drawn for a piece or, until then, of a static one."""
    drawing = getattr(article, "drawing", None)
    return drawing.cover.url if drawing else static(static_cover(article))


@register.filter
def cover_class(picture: Image) -> str:
    """How a list shows a picture: whole, or cropped about its centre of interest."""
    kind = "whole" if picture.is_shown_whole else "cropped"
    focus = "" if picture.is_shown_whole else picture.focus_class
    return " ".join(filter(None, ["cover cover--picture", f"cover--{kind}", focus]))


def static_cover(article: Article) -> str:
    """The static file drawn for the article's kind and the first of its regions that has one."""
    drawn = [region["slug"] for region in article.region_list if region["slug"] in COVER_REGIONS]
    return f"img/covers/{article.kind}-{drawn[0] if drawn else 'worldwide'}.svg"


@register.filter
def language_attributes(article: Article | Part) -> SafeString | str:
    """`lang`, and `dir` where needed, for text that is not in the language of the page around it."""
    if article.language in {"", get_language()}:
        return ""
    if direction(article.language) == "rtl":
        return format_html(' lang="{}" dir="rtl"', article.language)
    return format_html(' lang="{}"', article.language)


@register.filter
def own_attributes(article: Article) -> SafeString | str:
    """`lang` and `dir` for words of the page itself inside text that is in another language."""
    if not language_attributes(article):
        return ""
    return format_html(' lang="{}" dir="{}"', get_language(), direction(get_language()))


@register.filter
def language_name(article: Article) -> str:
    """The name of a piece's language in that language: "Türkçe"."""
    # Not in capitals where a script has none in running text, as Georgian.
    return get_language_info(article.language)["name_local"].title()


@register.filter
def demo_share(articles: list[Article]) -> str:
    """How many of them were made up for the demonstration: "all", "some" or, for none, ""."""
    flags = {article.is_demo for article in articles}
    return {frozenset({True}): "all", frozenset({True, False}): "some"}.get(frozenset(flags), "")
