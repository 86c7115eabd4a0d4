"""What machines read about a page: structured data, link previews, citation tags.

Nothing here runs a query; `origin` is the site's own address without a path, "https://example.org".
"""

from dataclasses import dataclass, field
from datetime import datetime
from html import unescape

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.corrections import changed_at, corrections_of
from articles.models import Article, Correction, Kind, Page, Person, Series, State
from articles.scenarios import scenario_of
from articles.sections import authors, section_name
from articles.series import Place
from ccsis.identity import IDENTITY
from ccsis.lib.characters import one_line
from ccsis.lib.richtext import without_notes, without_quotes
from ccsis.lib.richtext.addresses import without_addresses
from ccsis.media.models import Image

#: schema.org's types. A simulation is no article, and an announcement no news (as in the sitemap).
TYPES = {
    Kind.ANALYSIS: "ScholarlyArticle",
    Kind.ANNOUNCEMENT: "Article",
    Kind.COMMENTARY: "NewsArticle",
    Kind.EXCLUSIVE_REPORT: "Report",
    Kind.SIMULATION: "CreativeWork",
    Kind.SPECIAL_REPORT: "Report",
}
REPORTS = {Kind.EXCLUSIVE_REPORT, Kind.SPECIAL_REPORT}
#: Kinds that scholars cite (Highwire tags).
CITED = {Kind.ANALYSIS, *REPORTS}
#: What schema.org calls those who worked on a piece without being its authors.
ROLES = {"editor": "editor", "translator": "translator", "photographer": "contributor"}
#: What the organisation is called in bylines.
OWN_NAMES = {IDENTITY.byline, IDENTITY.name, IDENTITY.short_name}
EXCERPT_WORDS = 40


@dataclass(frozen=True)
class ShareImage:
    """A PNG of the size that networks show in full; `url` is absolute."""

    url: str
    alt: str
    width: int = 1200
    height: int = 630
    type: str = "image/png"


@dataclass(frozen=True)
class Metadata:
    """What the head of a page says, in the words of Open Graph, Highwire and schema.org."""

    title: str
    description: str
    #: The canonical address, absolute.
    address: str
    #: What a shared link shows.
    card: ShareImage
    type: str = "website"
    #: Open Graph's further tags.
    properties: list[tuple[str, str]] = field(default_factory=list)
    #: Highwire's tags.
    citation: list[tuple[str, str]] = field(default_factory=list)
    #: Nodes of the JSON-LD graph.
    nodes: list[dict] = field(default_factory=list)


def labels(article: Article) -> list[str]:
    """What must be said with the title wherever it stands alone."""
    said = {
        _("Simulation, not a report of events"): article.is_simulation,
        _("Retracted"): article.state == State.RETRACTED,
        _("Demonstration"): article.is_demo,
    }
    return [label for label, applies in said.items() if applies]


def headline(article: Article) -> str:
    """The title in one line, after what must be said with it."""
    return one_line(": ".join([*labels(article), article.title]))


def description(article: Article) -> str:
    """The standfirst without markup, or the first words of the text or of a scenario."""
    scenario = scenario_of(article)
    words = _text(article.body) or (scenario and _said(scenario.words)) or ""
    return _said(strip_tags(article.standfirst)) or Truncator(words).words(EXCERPT_WORDS)


def of_article(article: Article, origin: str, place: Place | None = None) -> Metadata:
    """place: the piece's in a series, where it has one."""
    address = origin + article.get_absolute_url()
    trail = [
        (section_name(article.kind), f"{reverse('articles:list')}?kind={article.kind}"),
        (headline(article), article.get_absolute_url()),
    ]
    node = _article_node(article, origin) | _part_of(place, origin)
    return Metadata(
        title=headline(article),
        description=description(article) or str(IDENTITY.description),
        address=address,
        type="website" if article.is_simulation else "article",
        card=_card(article, origin),
        properties=[] if article.is_simulation else _article_tags(article),
        citation=_citation_tags(article, address) if article.kind in CITED else [],
        nodes=[node, _publisher_node(origin), _trail_node(trail, origin)],
    )


def of_home(origin: str) -> Metadata:
    site = {
        "@type": "WebSite",
        "@id": f"{origin}/#site",
        "url": f"{origin}/",
        "name": IDENTITY.name,
        "alternateName": IDENTITY.short_name,
        "description": IDENTITY.description,
        "inLanguage": get_language(),
        "publisher": _publisher(origin),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{origin}{reverse('articles:search')}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }
    publisher = _publisher_node(origin) | {"description": IDENTITY.description}
    return Metadata(
        title=IDENTITY.name,
        description=str(IDENTITY.description),
        address=f"{origin}/",
        card=_site_card(origin),
        nodes=[site, publisher],
    )


def of_list(title: str, path: str, origin: str, *, about: str = "") -> Metadata:
    """A page of a list; `path` with all that makes it this page."""
    return _plain("CollectionPage", title, path, origin, about=_said(about))


def of_page(page: Page, origin: str) -> Metadata:
    dated = {"dateModified": _moment(page.updated_at)}
    about = Truncator(_text(page.body)).words(EXCERPT_WORDS)
    return _plain("WebPage", page.title, page.get_absolute_url(), origin, about=about, more=dated)


def of_series(series: Series, origin: str) -> Metadata:
    path, about = series.get_absolute_url(), _said(series.description)
    publisher = {"publisher": _publisher(origin)}
    return _plain("CreativeWorkSeries", series.title, path, origin, about=about, more=publisher)


def of_person(person: Person, origin: str) -> Metadata:
    path, about = person.get_absolute_url(), _said(person.biography)
    node = _without_empty(
        {
            "@type": _person_type(person.kind, person.name),
            "name": one_line(person.name),
            "url": origin + path,
            "description": about,
            "jobTitle": one_line(person.title),
            "affiliation": _affiliation(person.affiliation),
            "image": _photograph_node(person.photo, origin) if person.photo else {},
        }
    )
    metadata = _plain(
        "ProfilePage", person.name, path, origin, about=about, more={"mainEntity": node}
    )
    return metadata


def _plain(
    kind: str, title: str, path: str, origin: str, *, about: str, more: dict | None = None
) -> Metadata:
    title = one_line(title)
    node = {"@type": kind, "@id": origin + path, "url": origin + path, "name": title}
    if about:
        node["description"] = about
    if kind.endswith("Page"):
        node["isPartOf"] = {"@id": f"{origin}/#site"}
    return Metadata(
        title=title,
        description=about or str(IDENTITY.description),
        address=origin + path,
        card=_site_card(origin),
        nodes=[node | (more or {}), _publisher_node(origin), _trail_node([(title, path)], origin)],
    )


def _article_node(article: Article, origin: str) -> dict:
    address = origin + article.get_absolute_url()
    section = "genre" if article.is_simulation else "articleSection"
    node = {
        "@type": TYPES[article.kind],
        "@id": f"{address}#piece",
        "url": address,
        "mainEntityOfPage": address,
        "headline": headline(article),
        "name": headline(article),
        "description": description(article),
        section: labels(article)[0] if article.is_simulation else article.get_kind_display(),
        "inLanguage": article.language,
        "datePublished": _moment(article.published_at),
        "dateModified": _moment(changed_at(article)),
        "author": [_author_node(entry, origin) for entry in authors(article)],
        "publisher": _publisher(origin),
        "image": _image_nodes(article, origin),
        "keywords": [one_line(name) for name in _keywords(article)],
        "copyrightNotice": _said(article.republication_notice),
        "creativeWorkStatus": _("Retracted") if article.state == State.RETRACTED else "",
        "isAccessibleForFree": True,
        "correction": [_correction_node(correction) for correction in corrections_of(article)],
    }
    for entry in article.byline_list:
        if entry["role"] in ROLES:
            node.setdefault(ROLES[entry["role"]], []).append(_author_node(entry, origin))
    return _without_empty(node)


def _correction_node(correction: Correction) -> dict:
    return {
        "@type": "CorrectionComment",
        "name": correction.get_kind_display(),
        "text": _said(correction.text),
        "datePublished": _moment(correction.made_at),
        "dateModified": _moment(correction.changed_at),
    }


def _part_of(place: Place | None, origin: str) -> dict:
    if place is None:
        return {}
    address = origin + place.series.get_absolute_url()
    series = {"@type": "CreativeWorkSeries", "@id": address, "url": address}
    return {
        "isPartOf": series | {"name": one_line(place.series.title)},
        "position": place.part.number,
    }


def _author_node(entry: dict, origin: str) -> dict:
    """Somebody in a byline, as printed; the organisation itself lives at the home page."""
    slug = entry.get("slug")
    path = reverse("articles:person-detail", args=[slug]) if slug else ""
    if not path and entry["name"] in OWN_NAMES:
        path = "/"
    return _without_empty(
        {
            "@type": _person_type(entry.get("kind", ""), entry["name"]),
            "name": one_line(entry["name"]),
            "jobTitle": one_line(entry.get("title") or ""),
            "affiliation": _affiliation(entry.get("affiliation") or ""),
            "url": path and origin + path,
        }
    )


def _person_type(kind: str, name: str) -> str:
    is_institution = kind == Person.Kind.INSTITUTION or name in OWN_NAMES
    return "Organization" if is_institution else "Person"


def _affiliation(name: str) -> dict:
    return {"@type": "Organization", "name": one_line(name)} if name.strip() else {}


def _publisher(origin: str) -> dict:
    return {"@id": f"{origin}/#publisher"}


def _publisher_node(origin: str) -> dict:
    """The organisation. Without its e-mail address, which simple robots would collect."""
    logo = {"@type": "ImageObject", "url": origin + static("img/apple-touch-icon.png")}
    return _without_empty(
        {
            "@type": "Organization",
            **_publisher(origin),
            "name": IDENTITY.name,
            "alternateName": IDENTITY.short_name,
            "url": f"{origin}/",
            "logo": logo | {"width": 180, "height": 180},
            "sameAs": [address for _network, address in IDENTITY.social],
        }
    )


def _trail_node(steps: list[tuple[str, str]], origin: str) -> dict:
    """Where a page stands: steps as (name, path), from the home page down."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": origin + path}
        for position, (name, path) in enumerate([(_("Home"), "/"), *steps], start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _image_nodes(article: Article, origin: str) -> list[dict]:
    """The photograph, where there is one, and the share image."""
    card = _card(article, origin)
    size = {"width": card.width, "height": card.height}
    drawn = {"@type": "ImageObject", "url": card.url, **size, "caption": card.alt}
    return [_photograph_node(article.picture, origin), drawn] if article.picture else [drawn]


def _photograph_node(picture: Image, origin: str) -> dict:
    return _without_empty(
        {
            "@type": "ImageObject",
            "url": origin + picture.file.url,
            "width": picture.width,
            "height": picture.height,
            "caption": one_line(picture.caption),
            "creditText": one_line(picture.credit),
        }
    )


def _card(article: Article, origin: str) -> ShareImage:
    """The share image drawn for a piece; until the job has drawn it, the site's."""
    drawing = getattr(article, "drawing", None)
    if not drawing:
        return _site_card(origin)
    words = [headline(article), article.get_kind_display(), IDENTITY.short_name]
    return ShareImage(origin + drawing.share.url, ". ".join(words))


def _site_card(origin: str) -> ShareImage:
    return ShareImage(origin + static("img/share.png"), IDENTITY.name)


def _article_tags(article: Article) -> list[tuple[str, str]]:
    return [
        ("article:published_time", _moment(article.published_at)),
        ("article:modified_time", _moment(changed_at(article))),
        ("article:section", article.get_kind_display()),
        *(("article:tag", one_line(name)) for name in _keywords(article)),
    ]


def _citation_tags(article: Article, address: str) -> list[tuple[str, str]]:
    """Highwire's tags, which Google Scholar and Zotero read."""
    day = timezone.localtime(article.published_at).strftime("%Y/%m/%d")
    tags = [("title", headline(article))]
    for entry in authors(article):
        tags.append(("author", one_line(entry["name"])))
        if entry.get("affiliation"):
            tags.append(("author_institution", one_line(entry["affiliation"])))
    tags += [("publication_date", day), ("online_date", day), ("language", article.language)]
    institution = "technical_report_institution" if article.kind in REPORTS else "publisher"
    tags += [(institution, IDENTITY.name), ("fulltext_html_url", address)]
    if names := _keywords(article):
        tags.append(("keywords", "; ".join(map(one_line, names))))
    return [(f"citation_{name}", value) for name, value in tags]


def _keywords(article: Article) -> list[str]:
    """Regions and topics, each once."""
    return list(dict.fromkeys(row["name"] for row in [*article.region_list, *article.tag_list]))


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _said(text: str) -> str:
    """Plain text in one line, without the mail addresses in it."""
    return without_addresses(one_line(text))


def _text(html: str) -> str:
    """The words of rich text without its notes and pull quotes; where a tag stood, they do not run together.

    Mail addresses are left out: here nothing hides them from those who collect them.
    """
    words = unescape(strip_tags(without_quotes(without_notes(html)).replace("<", " <")))
    return without_addresses(one_line(words))


def _without_empty(node: dict) -> dict:
    return {name: value for name, value in node.items() if value not in ("", [], {}, None)}
