"""What search engines are told of: https://www.sitemaps.org/protocol.html and Google's news schema."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.db.models import DateTimeField, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from articles import corrections, series
from articles.models import Article, Kind, Page, Person, Region, Series, State, Topic
from ccsis.lib.reading import for_reading

NEWS_DAYS = 2
#: Neither reports events.
NOT_NEWS = [Kind.ANNOUNCEMENT, Kind.SIMULATION]


@dataclass(frozen=True)
class Fixed:
    """A page that the code makes."""

    name: str
    lastmod: datetime | None = None

    def get_absolute_url(self) -> str:
        return reverse(self.name)


def with_lastmod(rows: QuerySet, link: str) -> QuerySet:
    """The rows that a published piece has, with `lastmod`, when one of those last came or changed.

    link: the lookup that leads from an article to the row.
    """
    return rows.annotate(lastmod=_latest(link)).filter(lastmod__isnull=False)


def _latest(link: str) -> Subquery:
    pieces = _dated_articles().filter(**{link: OuterRef("pk")}).order_by("-lastmod")
    return Subquery(pieces.values("lastmod")[:1])


class DatedSitemap(Sitemap):
    """Rows with a `lastmod`; the newest of them is asked from the database."""

    limit = 10_000

    def lastmod(self, row):
        return row.lastmod

    def get_latest_lastmod(self):
        return self.items().aggregate(latest=Max("lastmod"))["latest"]


class ArticleSitemap(DatedSitemap):
    def items(self):
        # By age, so that a new piece moves no other to another file.
        return _dated_articles().only("slug").order_by("published_at", "pk")


class RegionSitemap(DatedSitemap):
    def items(self):
        return with_lastmod(Region.objects.order_by("pk"), "regions")


class TopicSitemap(DatedSitemap):
    def items(self):
        return with_lastmod(Topic.objects.order_by("pk"), "article_tags__tag")


ANNOUNCED_AT = Cast("announced_on", DateTimeField())


class SeriesSitemap(DatedSitemap):
    """Also those that are only announced: they have a page."""

    def items(self):
        known = Series.objects.filter(pk__in=series.for_readers().values("pk")).order_by("pk")
        return known.annotate(lastmod=Coalesce(_latest("part__series"), ANNOUNCED_AT))


class PersonSitemap(DatedSitemap):
    def items(self):
        return with_lastmod(Person.objects.named().order_by("pk"), "bylines__person")


class PageSitemap(DatedSitemap):
    def items(self):
        fixed = [
            Fixed("home"),
            Fixed("articles:list"),
            Fixed("articles:series-list"),
            Fixed("articles:correction-list"),
            Fixed("feeds:list"),
        ]
        pages = Page.objects.published().annotate(lastmod=Max("updated_at")).order_by("pk")
        return [*fixed, *pages.defer("body")]

    def get_latest_lastmod(self):
        return Page.objects.published().aggregate(latest=Max("updated_at"))["latest"]


class NewsSitemap(Sitemap):
    """Pieces of the last two days that report events: at most the thousand that Google reads."""

    limit = 1_000

    def items(self):
        since = timezone.now() - timedelta(days=NEWS_DAYS)
        recent = Article.objects.published().filter(published_at__gte=since, state=State.READY)
        news = recent.exclude(kind__in=NOT_NEWS).exclude(is_demo=True)
        return news.defer("body").order_by("-published_at", "-pk")[: self.limit]


SECTIONS = {
    "articles": ArticleSitemap,
    "pages": PageSitemap,
    "people": PersonSitemap,
    "regions": RegionSitemap,
    "series": SeriesSitemap,
    "topics": TopicSitemap,
}


@cache
def sections() -> dict[str, type[Sitemap]]:
    """Those of this app and, by the setting SITEMAPS, of others."""
    return SECTIONS | {name: import_string(path) for name, path in settings.SITEMAPS.items()}


@for_reading
def sitemap_index(request):
    return views.index(
        request, sections(), "feeds/sitemap_index.xml", sitemap_url_name="sitemap-section"
    )


@for_reading
def sitemap_section(request, section):
    return views.sitemap(request, sections(), section, "feeds/sitemap.xml")


@for_reading
def sitemap_news(request):
    return views.sitemap(request, {"news": NewsSitemap}, "news", "feeds/sitemap_news.xml")


def _dated_articles() -> QuerySet[Article]:
    return corrections.with_lastmod(Article.objects.published())
