"""When the clock alone changes what readers see of the articles (`ccsis.publicsite.version`)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import DateTimeField, F, Func, QuerySet

from articles.models import Article, Forecast, Series
from articles.sitemaps import NEWS_DAYS


class Beginning(Func):
    """The moment at which a day begins on the site's clock."""

    template = f"(%(expressions)s)::timestamp AT TIME ZONE '{settings.TIME_ZONE}'"
    arity = 1
    output_field = DateTimeField()


def moments(after: datetime) -> list[QuerySet]:
    """A piece appears, is no news any more, ends; a series is announced; the day of a forecast passes.

    Each the first after a moment.
    """
    # Not of now: what ends while a page is made changes that page too.
    released = Article.objects.released(after)
    news = timedelta(days=NEWS_DAYS)
    waiting = Forecast.objects.filter(outcome=Forecast.Outcome.OPEN, article__in=released)
    return [
        _first(released, F("published_at"), after),
        _first(released.filter(published_at__gt=after - news), F("published_at") + news, after),
        _first(released.filter(unpublish_at__isnull=False), F("unpublish_at"), after),
        _first(Series.objects.filter(announced_on__isnull=False), Beginning("announced_on"), after),
        _first(waiting, Beginning(F("due_on") + timedelta(days=1)), after),
    ]


def _first(rows: QuerySet, moment, after: datetime) -> QuerySet:
    return rows.values(at=moment).filter(at__gt=after).order_by("at")[:1]
