"""Which state of a row a form was made from: a digest of each field, and when that was."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.utils import timezone

from ccsis.desk import values

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Fingerprint:
    """Digests by the name of a field or the prefix of inline forms."""

    digests: dict[str, str] = field(default_factory=dict)
    made_at: datetime = LONG_AGO

    def __str__(self) -> str:
        return json.dumps({"at": self.made_at.timestamp(), "digests": self.digests})


def take(form, formsets) -> Fingerprint:
    """Of a form that shows a row as it is in the database."""
    return Fingerprint(values.digests_of(form, formsets), timezone.now())


def read(sent: str) -> Fingerprint:
    """As a form brings it back. What cannot be read is that of no row, so nothing is saved over it."""
    try:
        found = json.loads(sent)
        made_at = datetime.fromtimestamp(found["at"], UTC)
        digests = {str(name): str(one) for name, one in found["digests"].items()}
    except (
        AttributeError,
        KeyError,
        OverflowError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
    ):
        return Fingerprint()
    return Fingerprint(digests, made_at)
