"""An event and its deadline as a calendar (RFC 5545) that programs subscribe to."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, vDuration
from icalendar import Event as Entry

from ccsis.identity import IDENTITY
from events.models import Event

#: How often a subscriber's program should ask again.
REFRESH = timedelta(hours=12)


def calendar_of(event: Event) -> bytes:
    """Whatever is still to be announced is left out; UIDs stay, and SEQUENCE grows with each change."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{IDENTITY.short_name}//Events//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", str(event))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    if event.starts_on:
        calendar.add_component(_days(event))
    if event.deadline:
        calendar.add_component(_deadline(event))
    return calendar.to_ical()


def _days(event: Event) -> Entry:
    entry = _entry(event, "event")
    entry.add("summary", _name(event))
    entry.add("dtstart", event.starts_on)
    # The end is the first day that is not part of it (3.6.1).
    entry.add("dtend", event.last_day + timedelta(days=1))
    place = ", ".join(filter(None, [event.venue, event.venue_address]))
    if place:
        entry.add("location", place)
    if event.summary:
        entry.add("description", event.summary)
    return entry


def _deadline(event: Event) -> Entry:
    entry = _entry(event, "deadline")
    entry.add("summary", _("Abstracts close: %(event)s") % {"event": _name(event)})
    entry.add("dtstart", event.deadline.in_utc)
    entry.add("transp", "TRANSPARENT")
    return entry


def _name(event: Event) -> str:
    return _("Demonstration: %s") % event if event.is_demo else str(event)


def _entry(event: Event, part: str) -> Entry:
    entry = Entry()
    entry.add("uid", f"{part}-{event.pk}@{urlsplit(settings.SITE_URL).hostname}")
    entry.add("dtstamp", event.revised_at)
    entry.add("last-modified", event.revised_at)
    entry.add("sequence", event.revision)
    entry.add("url", settings.SITE_URL + event.get_absolute_url())
    return entry
