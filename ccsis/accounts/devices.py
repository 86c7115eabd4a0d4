"""Devices on which somebody signed in before: guesses made elsewhere do not count there.

A signed cookie on the staff's pages names the device and who signed in on it.
"""

import secrets

from django.conf import settings
from django.core import signing

from ccsis.accounts.fingerprints import fingerprint

SALT = "ccsis.accounts.devices"
#: The longest that browsers keep a cookie.
AGE = 400 * 24 * 60 * 60
MOST_NAMES = 8


def known(request, name: str) -> str:
    """The device's id, if the person of this user name signed in on it before; else empty."""
    device, names = _read(request)
    return device if fingerprint(SALT, name) in names else ""


def remember(request, response, name: str) -> None:
    device, names = _read(request)
    mark = fingerprint(SALT, name)
    names = [mark, *(other for other in names if other != mark)][:MOST_NAMES]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps([device or secrets.token_urlsafe(16), names], salt=SALT),
        max_age=AGE,
        path="/staff/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _read(request) -> tuple[str, list[str]]:
    cookie = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        device, names = signing.loads(cookie, salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return "", []
    return device, names
