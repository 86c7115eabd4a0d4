"""When a request arrived, by the database's clock: the one clock that all servers share."""

import time
from datetime import datetime, timedelta

from django.db import connection
from django.http import HttpRequest

#: What arrives more slowly is kept back on purpose: a form that is begun in time may not be written
#: for hours after its deadline.
LONGEST = timedelta(minutes=5)


def note_arrival(get_response):
    """Middleware, the first of all: what a request waits for afterwards does not count against it."""

    def middleware(request):
        request.began = time.monotonic()
        return get_response(request)

    return middleware


def arrived_at(request: HttpRequest) -> datetime:
    """The instant in UTC; it is asked from the database once, and stays the same for this request."""
    if not hasattr(request, "arrived_at"):
        now = database_now()
        waited = time.monotonic() - getattr(request, "began", time.monotonic())
        request.arrived_at = now - min(timedelta(seconds=waited), LONGEST)
    return request.arrived_at


def database_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]
