"""What surrounds every request."""

from functools import cache

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse

#: Nothing on these pages needs any of it, so a page that was tampered with gets none of it.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
#: What pages load and nobody reads by itself. (An SVG is a document: it can hold links and code.)
PARTS = ("font/", "text/css", "image/avif", "image/jpeg", "image/png", "image/webp")
#: What only a document obeys: on a part of a page it would be a weight alone.
FOR_DOCUMENTS = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
)


def health(get_response):
    """Answer /healthz (this process runs) and /readyz (it can serve) before hosts are checked.

    A load balancer asks by address, not by host name, so these two come before everything else.
    """

    def middleware(request):
        if request.path_info == "/healthz":
            return _plain("ok", 200)
        if request.path_info == "/readyz":
            return _plain(*_readiness())
        return get_response(request)

    return middleware


def headers(get_response):
    """Add the security headers that Django has no setting for; spare the parts of pages what is for documents."""

    def middleware(request):
        response = get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if response.headers.get("Content-Type", "").startswith(PARTS):
            for name in FOR_DOCUMENTS:
                del response.headers[name]
        return response

    return middleware


def no_null_characters(get_response):
    """Refuse NUL in an address: no address of ours has one, and PostgreSQL stores none."""

    def middleware(request):
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest
        return get_response(request)

    return middleware


def no_oversized_bodies(get_response):
    """Refuse what is larger than any form here before a byte of it is read or written to a disk.

    gunicorn closes the connection on what was not read. Of a body without a length Django reads nothing.
    """

    def middleware(request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > settings.LARGEST_REQUEST:
            raise RequestDataTooBig
        return get_response(request)

    return middleware


def _readiness() -> tuple[str, int]:
    """Whether the database answers and has the tables that this code expects."""
    try:
        pending = _known_migrations() - MigrationRecorder(connection).applied_migrations().keys()
    except DatabaseError:
        return "database unavailable", 503
    return ("migrations pending", 503) if pending else ("ready", 200)


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """App and name of each migration in the code; read once, the code does not change."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _plain(text: str, status: int) -> HttpResponse:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(
        f"{text}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers
    )
