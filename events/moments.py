"""When the clock alone changes what readers see of the events (`ccsis.publicsite.version`)."""

from datetime import datetime

from django.db.models import F, QuerySet

from events.models import Event


def moments(after: datetime) -> list[QuerySet]:
    """A call for partners opens or ends. Each the first after a moment."""
    return [_first("partners_from", after), _first("partners_until", after)]


def _first(column: str, after: datetime) -> QuerySet:
    rows = Event.objects.published().filter(**{f"{column}__gt": after})
    return rows.order_by(column).values(at=F(column))[:1]
