"""Feeds in Atom and RSS with the full text: of the site, a region, a series and a person."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.syndication.views import Feed
from django.db.models import Case, F, Model, Q, QuerySet, Subquery, When
from django.db.models.functions import MD5, Greatest, JSONObject
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, rfc3339_date
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition

from articles import forecasts
from articles.corrections import changed_at, corrections_of
from articles.links import leads_to
from articles.metadata import headline, labels
from articles.models import Article, Byline, Person, Region, Series, State
from articles.pictures import shows
from articles.scenarios import scenario_of
from articles.sections import authors
from articles.sitemaps import with_lastmod
from ccsis.identity import IDENTITY
from ccsis.lib.characters import one_line, printable
from ccsis.lib.reading import for_reading
from ccsis.lib.richtext.addresses import without_addresses
from ccsis.lib.richtext.links import lead
from ccsis.lib.richtext.pieces import ATTRIBUTE, TAG
from ccsis.media.showing import with_plain_library

ENTRIES = 30
ANCHOR = re.compile(r' id="([^"]*)"')


@dataclass(frozen=True)
class Channel:
    """What one feed is about, and the state of its entries as the database tells it."""

    title: str
    description: str
    path: str
    #: One for each entry, newest first: its id and all that changes when the entry does.
    stamps: list[dict]

    @property
    def etag(self) -> str:
        """Weak, since it stands for the feed in every encoding."""
        told = [str(_told(stamp)) for stamp in self.stamps]
        state = json.dumps([self.title, self.description, self.stamps, told], sort_keys=True)
        return f'W/"{hashlib.sha256(state.encode()).hexdigest()[:32]}"'

    @property
    def changed_at(self) -> datetime | None:
        """When an entry last came, changed or was withdrawn; None for a feed without entries."""
        names = ("changed_at", "published_at", "withdrawn_at")
        moments = [stamp[name] for stamp in self.stamps for name in names if stamp[name]]
        moments += [moment for stamp in self.stamps for moment in _corrected(stamp)]
        told = filter(None, map(_told, self.stamps))
        return max([*map(datetime.fromisoformat, moments), *told], default=None)


@dataclass(frozen=True)
class Entry:
    article: Article
    #: The site's own address without a path.
    origin: str

    def get_absolute_url(self) -> str:
        return self.article.get_absolute_url()

    @property
    def id(self) -> str:
        """An address in name only (RFC 4151), which stays when the slug or the host changes."""
        day = self.article.created_at.date().isoformat()
        return f"tag:{urlsplit(IDENTITY.website).hostname},{day}:article-{self.article.pk}"

    @property
    def summary(self) -> str:
        standfirst = without_addresses(one_line(strip_tags(self.article.standfirst)))
        return escape(". ".join(filter(None, [*labels(self.article), standfirst])))

    @property
    def content(self) -> str:
        """The piece as HTML that stands alone: labels, corrections, standfirst, text, forecast, notice."""
        address = self.origin + self.get_absolute_url()
        context = {
            "article": self.article,
            "corrections": corrections_of(self.article),
            "scenario": scenario_of(self.article),
            "forecast": forecasts.forecast_of(self.article),
            "labels": labels(self.article),
            "address": address,
            "prefix": f"piece-{self.article.pk}-",
        }
        html = render_to_string("feeds/_entry.html", context).strip()
        return with_whole_addresses(html, address)

    @property
    def categories(self) -> list[str]:
        rows = [*self.article.region_list, *self.article.tag_list]
        names = [self.article.get_kind_display(), *(row["name"] for row in rows)]
        return list(dict.fromkeys(names))

    @property
    def authors(self) -> list[tuple[str, str]]:
        return [self._person(entry) for entry in authors(self.article)]

    @property
    def contributors(self) -> list[tuple[str, str]]:
        others = (entry for entry in self.article.byline_list if entry["role"] != "author")
        return [self._person(entry) for entry in others]

    def _person(self, entry: dict) -> tuple[str, str]:
        """A name as printed, and the address of the person's page, "" without one."""
        slug = entry.get("slug")
        path = reverse("articles:person-detail", args=[slug]) if slug else ""
        return entry["name"], path and self.origin + path


class Printable:
    """A feed whose texts have lost what XML cannot hold; Django's own would refuse to be written."""

    def __init__(self, **fields):
        super().__init__(**_printable(fields))

    def add_item(self, **fields):
        super().add_item(**_printable(fields))


class Atom(Printable, Atom1Feed):
    """https://www.rfc-editor.org/rfc/rfc4287"""

    def item_attributes(self, item):
        return {"xml:lang": item["language"]} if item["language"] else {}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for role in ("author", "contributor"):
            for name, address in item[f"{role}s"]:
                handler.startElement(role, {})
                handler.addQuickElement("name", name)
                if address:
                    handler.addQuickElement("uri", address)
                handler.endElement(role)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class Rss(Printable, Rss201rev2Feed):
    """https://www.rssboard.org/rss-specification, with the modules content and dc."""

    def rss_attributes(self):
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name, _address in item["authors"]:
            handler.addQuickElement("dc:creator", name)
        for name, _address in item["contributors"]:
            handler.addQuickElement("dc:contributor", name)
        if item["language"]:
            handler.addQuickElement("dc:language", item["language"])
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        handler.addQuickElement("content:encoded", item["content"])


class ArticleFeed(Feed):
    """One query tells the state; only if the reader has another one, a second loads the entries."""

    author_name = IDENTITY.name
    item_guid_is_permalink = False

    def __init__(self, form: type, channel_of: Callable[..., Channel]):
        self.feed_type = form
        self.channel_of = channel_of

    def __call__(self, request, **names):
        channel = self.channel_of(**names)
        answer = condition(lambda *_: channel.etag, lambda *_: channel.changed_at)(self._answer)
        return answer(request, channel)

    def _answer(self, request, channel):
        response = super().__call__(request, channel)
        # The library's is that of the dates shown; `condition` sets the one it compares with.
        del response.headers["Last-Modified"]
        return response

    def get_object(self, request, channel):
        return channel, f"{request.scheme}://{request.get_host()}"

    def title(self, source):
        return source[0].title

    def description(self, source):
        return source[0].description

    subtitle = description

    def link(self, source):
        return source[0].path

    def feed_copyright(self):
        return f"© {IDENTITY.name}"

    def items(self, source):
        channel, origin = source
        chosen = Article.objects.published().filter(pk__in=[row["pk"] for row in channel.stamps])
        newest = chosen.with_everything().order_by("-published_at", "-pk")
        lead(newest)
        return [Entry(article, origin) for article in with_plain_library(newest)]

    def item_title(self, entry):
        return headline(entry.article)

    def item_description(self, entry):
        return entry.summary

    def item_guid(self, entry):
        return entry.id

    def item_pubdate(self, entry):
        return entry.article.published_at

    def item_updateddate(self, entry):
        return changed_at(entry.article)

    def item_categories(self, entry):
        return entry.categories

    def item_copyright(self, entry):
        return without_addresses(one_line(entry.article.republication_notice)) or None

    def item_extra_kwargs(self, entry):
        language = entry.article.language
        return {
            "authors": entry.authors,
            "contributors": entry.contributors,
            "content": entry.content,
            "language": "" if language == get_language() else language,
        }


def feed(form: type, channel_of: Callable[..., Channel]):
    """The view of a feed. Its readers ask each time, and are told when nothing has changed."""
    return for_reading(cache_control(public=True, no_cache=True)(ArticleFeed(form, channel_of)))


def site_channel() -> Channel:
    stamps = [row["json"] for row in _stamps(Q())]
    return Channel(IDENTITY.name, str(IDENTITY.description), reverse("home"), stamps)


def region_channel(slug: str) -> Channel:
    region = _with_stamps(Region.objects.filter(slug=slug), Q(regions__slug=slug))
    return _channel(region, region.name, region.description)


def series_channel(slug: str) -> Channel:
    series = _with_stamps(Series.objects.filter(slug=slug), Q(part__series__slug=slug))
    return _channel(_with_entries(series), series.title, series.description)


def person_channel(slug: str) -> Channel:
    """Pieces that name the person, in whatever role."""
    signed = Byline.objects.filter(person__slug=slug).values("article")
    person = _with_stamps(Person.objects.named().filter(slug=slug), Q(pk__in=signed))
    return _channel(_with_entries(person), person.name, person.biography)


@for_reading
def feed_list(request):
    """All feeds but those of people, which their own pages name."""
    context = {
        "regions": with_lastmod(Region.objects.all(), "regions"),
        "series": with_lastmod(Series.objects.all(), "part__series"),
    }
    return render(request, "feeds/feed_list.html", context)


def with_whole_addresses(html: str, base: str) -> str:
    """Rich text whose links and pictures also work on another site; `base` is where it stands.

    Links to a place within it stay as they are, and so do mail addresses, which are hidden.
    """
    within = {f"#{anchor}" for anchor in ANCHOR.findall(html)}

    def whole(match: re.Match) -> str:
        name, address = match[1], match[2]
        if name not in {"href", "src"} or address in within or address.startswith("&#"):
            return match[0]
        try:
            return f' {name}="{escape(urljoin(base, unescape(address)))}"'
        except ValueError:
            return match[0]

    return TAG.sub(lambda tag: ATTRIBUTE.sub(whole, tag[0]), html)


def _stamps(condition: Q) -> QuerySet:
    ended = Greatest("changed_at", "unpublish_at")
    gone_at = Case(When(state=State.WITHDRAWN, then="changed_at"), default=ended)
    withdrawn = Article.objects.withdrawn().filter(condition).order_by(gone_at.desc())
    newest = Article.objects.published().filter(condition).order_by("-published_at", "-pk")
    return newest.with_everything().values(
        json=JSONObject(
            pk="pk",
            state="state",
            changed_at="changed_at",
            published_at="published_at",
            withdrawn_at=Subquery(withdrawn.values(at=gone_at)[:1]),
            # These can change without the article being saved.
            body=MD5("body"),
            byline=F("byline_list"),
            corrections=F("correction_list"),
            forecast=F("forecast_row"),
            regions=F("region_list"),
            scenario=F("scenario_row"),
            steps=F("step_list"),
            topics=F("tag_list"),
            **leads_to(),
            pictures=shows(),
        )
    )[:ENTRIES]


def _corrected(stamp: dict) -> list[str]:
    """When the corrections of an entry came or were reworded."""
    return [row["reworded_at"] or row["made_at"] for row in stamp["corrections"]]


def _told(stamp: dict) -> datetime | None:
    """When readers were told what came of an entry's forecast, or that its day has passed."""
    return forecasts.told_at(forecasts.from_row(stamp["forecast"]))


def _with_stamps(rows: QuerySet, condition: Q) -> Model:
    found = rows.annotate(stamps=ArraySubquery(_stamps(condition))).first()
    if found is None:
        raise Http404
    return found


def _with_entries(row: Model) -> Model:
    if not row.stamps:
        raise Http404
    return row


def _channel(row: Model, title: str, description: str) -> Channel:
    title = f"{title} | {IDENTITY.byline}"
    about = without_addresses(one_line(description)) or str(IDENTITY.description)
    return Channel(title, about, row.get_absolute_url(), row.stamps)


def _printable(value):
    """The same with all texts in it made printable, and lists of texts too."""
    if isinstance(value, str | Promise):
        return printable(value)
    if isinstance(value, dict):
        return {name: _printable(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(_printable, value))
    return value
