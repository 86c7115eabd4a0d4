"""Refusals that are part of the design: a status, what happened, what to do next; and answers that are secrets."""

from django.http import HttpResponse
from django.shortcuts import render


def secret(response: HttpResponse) -> HttpResponse:
    """For an answer at an address that is itself a secret."""
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def gone(request, withdrawn) -> HttpResponse:
    """410: what stood at this address was withdrawn."""
    return render(request, "410.html", {"withdrawn": withdrawn}, status=410)


def too_large(request) -> HttpResponse:
    """413: more was sent than any form of this site takes."""
    return render(request, "413.html", status=413)


def too_many(request, *, retry_after: int) -> HttpResponse:
    """429: asked too often; `retry_after` in seconds."""
    return _later(request, "429.html", 429, retry_after)


def unavailable(request, *, retry_after: int = 30) -> HttpResponse:
    """503: the database is away; `retry_after` in seconds."""
    return _later(request, "503.html", 503, retry_after)


def _later(request, template: str, status: int, seconds: int) -> HttpResponse:
    response = render(request, template, {"retry_after": seconds}, status=status)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response
