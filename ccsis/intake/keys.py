"""Form keys: each rendering of a form carries its own, signed with the time at which it was made.

The key makes a sending one row however often it is sent; the time tells people from programs.
"""

import time
import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.utils import timezone

#: Faster than this nobody reads a form and fills it in.
HASTE = timedelta(seconds=3)
#: A form that was open longer is given back with a new key, with all that was typed.
LASTS = timedelta(days=14)


@dataclass(frozen=True)
class FormKey:
    value: uuid.UUID
    age: timedelta

    @property
    def is_expired(self) -> bool:
        return self.age > LASTS

    @property
    def is_hasty(self) -> bool:
        return self.age < HASTE


def new_key(slug: str, *, is_filled_in: bool = False) -> str:
    """For a rendering of the form with this slug. is_filled_in: it may be sent at once."""
    signer = _signer(slug)
    signer.lead = HASTE if is_filled_in else timedelta(0)
    return signer.sign(uuid.uuid4().hex)


def read_key(slug: str, typed: str) -> FormKey | None:
    """None for one that this site did not give out for this form."""
    try:
        value = _signer(slug).unsign(typed)
        made_at = signing.b62_decode(typed.rsplit(":", 2)[1])
        return FormKey(uuid.UUID(value), timezone.now() - _moment(made_at))
    except (signing.BadSignature, ValueError, IndexError, OverflowError):
        return None


def _moment(seconds: int):
    return timezone.datetime.fromtimestamp(seconds, tz=timezone.get_default_timezone())


class _Signer(signing.TimestampSigner):
    """Signs as if it were so much earlier."""

    lead = timedelta(0)

    def timestamp(self) -> str:
        return signing.b62_encode(int(time.time() - self.lead.total_seconds()))


def _signer(slug: str) -> _Signer:
    return _Signer(salt=f"ccsis.intake.keys.{slug}")
