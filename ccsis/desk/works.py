"""Unsaved work: what was typed into a form, kept until it is saved, discarded or 30 days old.

Everything here is asked for by its author; nobody else's work can be named.
"""

import uuid
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.core import signing
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from ccsis.desk.models import UnsavedWork

#: Names of the hidden fields, and of the parameter that opens a piece of work.
WORK, FINGERPRINT, OPENED = "_work", "_fingerprint", "work"
KEPT_FOR = timedelta(days=30)
#: Characters of one form, encoded; and pieces of work of one person.
LONGEST, MOST = 3_000_000, 60
#: The fields that say what a form is about.
TITLES = ("title", "name", "label", "alt", "path")
SALT = "ccsis.desk.works"


class KeepingError(Exception):
    """The work is too long, or its author has too much of it (`MOST`)."""


class Claim(NamedTuple):
    """Whose form it is, and the key of the work in it. Signed, so that a form proves it."""

    user_pk: str
    key: uuid.UUID

    def sign(self) -> str:
        return signing.dumps([self.user_pk, self.key.hex], salt=SALT)


def new_claim(user, key: uuid.UUID | None = None) -> Claim:
    return Claim(str(user.pk), key or uuid.uuid4())


def read_claim(signed: str) -> Claim | None:
    """None for what this site did not sign, or signed longer ago than work is kept."""
    try:
        user_pk, key = signing.loads(signed, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    return Claim(user_pk, uuid.UUID(key))


def claim_of(request: HttpRequest) -> Claim | None:
    """The claim in the form that was sent, if it is that of the person who is logged in."""
    claim = read_claim(request.POST.get(WORK, ""))
    return claim if claim and claim.user_pk == str(request.user.pk) else None


def keep(claim: Claim, data: QueryDict, *, model: str, object_pk: str) -> UnsavedWork:
    """Keep a form as it is now in the place of what was kept of it before.

    Raises KeepingError, and changes nothing, beyond the limits.
    """
    encoded = urlencode(
        [(name, value) for name, values in data.lists() if _is_typed(name) for value in values]
    )
    others = UnsavedWork.objects.filter(user_id=claim.user_pk).exclude(pk=claim.key)
    if len(encoded) > LONGEST or others.count() >= MOST:
        raise KeepingError
    values = {
        "user_id": claim.user_pk,
        "model": model,
        "object_pk": object_pk[:255],
        "title": _title(data),
        "data": encoded,
        "fingerprint": data.get(FINGERPRINT, "")[:LONGEST].replace("\x00", ""),
        "saved_at": timezone.now(),
    }
    return UnsavedWork.objects.update_or_create(pk=claim.key, defaults=values)[0]


def keep_if_possible(claim: Claim, data: QueryDict, **place: str) -> UnsavedWork | None:
    """As `keep`; None where it is not kept."""
    try:
        return keep(claim, data, **place)
    except KeepingError:
        return None


def keep_unsent(data: QueryDict, **place: str) -> bool:
    """Keep a form that came without a session: its signature says whose it is. False: not kept."""
    claim = read_claim(data.get(WORK, ""))
    users = get_user_model().objects.filter(is_active=True, is_staff=True)
    if claim is None or not users.filter(pk=claim.user_pk).exists():
        return False
    return keep_if_possible(claim, data, **place) is not None


def of(user) -> QuerySet[UnsavedWork]:
    """Somebody's own work, the newest first."""
    return UnsavedWork.objects.filter(user=user, saved_at__gt=timezone.now() - KEPT_FOR)


def opened_by(request: HttpRequest, model: str) -> UnsavedWork | None:
    """The work that the address asks for, if it is the person's own and for such a form."""
    try:
        key = uuid.UUID(request.GET.get(OPENED, ""))
    except ValueError:
        return None
    return of(request.user).filter(pk=key, model=model).first()


def discard(claim: Claim | None) -> None:
    if claim:
        UnsavedWork.objects.filter(pk=claim.key, user_id=claim.user_pk).delete()


def discard_all_on(row: Model) -> None:
    """Everybody's unsaved work on a row."""
    UnsavedWork.objects.filter(model=row._meta.label_lower, object_pk=str(row.pk)).delete()


def purge() -> None:
    UnsavedWork.objects.filter(saved_at__lte=timezone.now() - KEPT_FOR).delete()


def _is_typed(name: str) -> bool:
    """Neither a button nor one of the fields that each form gets anew."""
    return not name.startswith("_") and name != "csrfmiddlewaretoken"


def _title(data: QueryDict) -> str:
    found = next(filter(None, (data.get(name, "").strip() for name in TITLES)), "")
    return found.replace("\x00", "")[:200]
