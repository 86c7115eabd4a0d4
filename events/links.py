"""Which pages of events readers find, for links that lead to them (`articles.checks.addresses`)."""

from events.models import Event
from events.urls import urlpatterns

#: By the names of their addresses; the slug in them is that of an event.
READABLE = {
    f"events:{pattern.name}": Event.objects.published
    for pattern in urlpatterns
    if "slug" in pattern.pattern.converters
}
