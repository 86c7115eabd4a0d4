"""One-time links: unguessable, for seven days, used once."""

import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from ccsis.accounts.models import OneTimeLink

LIFETIME = timedelta(days=7)


def create(user) -> str:
    """A token that nobody can read again; it takes the place of an older one."""
    token = secrets.token_urlsafe(32)
    fields = {"token_hash": _hash(token), "expires_at": timezone.now() + LIFETIME}
    OneTimeLink.objects.update_or_create(user=user, defaults=fields)
    return token


def find(token: str) -> OneTimeLink | None:
    """The link, unless it is wrong, used, replaced, expired or of a disabled account."""
    links = OneTimeLink.objects.alive().select_related("user")
    return links.filter(token_hash=_hash(token)).first()


def take(token: str) -> OneTimeLink | None:
    """The link, held for the rest of the transaction and used up."""
    links = OneTimeLink.objects.alive().select_related("user").select_for_update(of=("self",))
    link = links.filter(token_hash=_hash(token)).first()
    if link:
        link.delete()
    return link


def _hash(token: str) -> str:
    return salted_hmac("ccsis.accounts.links", token, algorithm="sha256").hexdigest()
