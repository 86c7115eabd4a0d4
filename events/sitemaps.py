"""What search engines are told of events."""

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse

from events.models import Event


class EventSitemap(Sitemap):
    """The list, and each event with its call."""

    limit = 10_000

    def items(self):
        events = Event.objects.published().order_by("pk")
        calls = [event for event in events if event.call_opens_at]
        return [None, *events, *((event,) for event in calls)]

    def location(self, item) -> str:
        match item:
            case None:
                return reverse("events:event-list")
            case (event,):
                return reverse("events:call-detail", args=[event.slug])
        return item.get_absolute_url()

    def lastmod(self, item):
        event = item[0] if isinstance(item, tuple) else item
        return event and event.revised_at

    def get_latest_lastmod(self):
        return Event.objects.published().aggregate(latest=Max("revised_at"))["latest"]
