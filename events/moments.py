"""When the clock alone changes what readers see of the events (`ccsis.publicsite.version`)."""

from datetime import datetime, timedelta

from django.db.models import DateTimeField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.functions import Cast, Ceil, Coalesce, Extract

from ccsis.lib.deadlines import DAY, GRACE, HOUR
from events.models import Event


def moments(after: datetime) -> list[QuerySet]:
    """A call opens or ends, its grace is over, or its last days are counted down. Each the first after a moment."""
    columns = ("partners_from", "partners_until", "call_opens_at", "call_closes_at")
    ends = ("partners_until", "call_closes_at")
    return [
        *(_first(column, after) for column in columns),
        *(_first_after(column, GRACE, after) for column in ends),
        _first_before_end(after, HOUR),
        _countdown(after),
        _over(after),
    ]


def _first_after(column: str, distance: timedelta, after: datetime) -> QuerySet:
    rows = Event.objects.published().filter(**{f"{column}__gt": after - distance})
    return rows.order_by(column).values(at=_plus(F(column), Value(distance)))[:1]


def _first_before_end(after: datetime, distance: timedelta) -> QuerySet:
    return _first_after("call_closes_at", -distance, after)


def _countdown(after: datetime) -> QuerySet:
    """The next time that "closes in 3 days" has one day less: whole days before the end."""
    open_now = Event.objects.published().filter(call_opens_at__lte=after, call_closes_at__gt=after)
    left = Extract(F("call_closes_at") - Value(after), "epoch") / Value(DAY.total_seconds())
    days = Ceil(left) - Value(1.0)
    at = ExpressionWrapper(F("call_closes_at") - days * Value(DAY), output_field=DateTimeField())
    return open_now.annotate(at=at).order_by("at").values("at")[:1]


def _over(after: datetime) -> QuerySet:
    """An event goes to the past ones after its last day (`EventQuerySet.past`)."""
    midnight = Cast(Coalesce("ends_on", "starts_on"), DateTimeField())
    rows = Event.objects.published().annotate(at=_plus(midnight, Value(2 * DAY)))
    return rows.filter(at__gt=after).order_by("at").values("at")[:1]


def _plus(moment, distance):
    return ExpressionWrapper(moment + distance, output_field=DateTimeField())


def _first(column: str, after: datetime) -> QuerySet:
    rows = Event.objects.published().filter(**{f"{column}__gt": after})
    return rows.order_by(column).values(at=F(column))[:1]
