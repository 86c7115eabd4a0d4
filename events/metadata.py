"""What machines read about an event: https://schema.org/Event."""

from ccsis.identity import IDENTITY
from events.models import Event


def event_node(event: Event, origin: str) -> dict:
    """A node of JSON-LD. What is still to be announced is left out."""
    node = {
        "@type": "Event",
        "@id": f"{origin}{event.get_absolute_url()}#event",
        "name": str(event),
        "description": event.summary,
        "url": origin + event.get_absolute_url(),
        "startDate": event.starts_on and event.starts_on.isoformat(),
        "endDate": event.last_day and event.last_day.isoformat(),
        "location": _place(event),
        "inLanguage": event.language,
        "eventStatus": "https://schema.org/EventScheduled" if event.starts_on else "",
        "organizer": {"@type": "Organization", "name": IDENTITY.name, "url": IDENTITY.website},
    }
    return {name: value for name, value in node.items() if value}


def _place(event: Event) -> dict | None:
    if not event.venue:
        return None
    address = {"address": event.venue_address} if event.venue_address else {}
    return {"@type": "Place", "name": event.venue, **address}
