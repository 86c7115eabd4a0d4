"""Private links: an address that opens one sender's page, and that nothing stored contains.

A link is the reference number and a proof under the site's key: HMAC(key, kind and row, counter).
Raising the counter revokes it; a new SECRET_KEY revokes all.
"""

from __future__ import annotations

import base64
import re
from functools import cache
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.crypto import constant_time_compare, salted_hmac

if TYPE_CHECKING:
    from ccsis.intake.models import Submission

SALT = "ccsis.intake.links"
#: 130 bits in Base32.
LENGTH = 26
#: So many of one sender's links fit into a mail.
MOST = 50
TOKEN = re.compile(r"([a-z])-([0-9a-z]{4})-([0-9a-z]{4})-([a-z2-7]{26})")


def token_of(row: Submission) -> str:
    """The part of the address that opens this row's page."""
    return f"{row.reference.lower()}-{_proof(row.reference, row.pk, row.link_counter)}"


def submission_of(token: str) -> Submission | None:
    """The row that a link opens; None for one that is wrong, expired or revoked alike."""
    found = TOKEN.fullmatch(token)
    kind = kinds().get(found[1].upper()) if found else None
    if kind is None:
        return None
    reference = f"{found[1]}-{found[2]}-{found[3]}".upper()
    row = kind._base_manager.filter(reference=reference).first()
    known = (row.pk, row.link_counter) if row else (0, 0)
    is_right = constant_time_compare(_proof(reference, *known), found[4])
    return row if row and is_right and row.is_link_open else None


def rows_sent_from(email_digests: list[str]) -> list[Submission]:
    """What was sent from the address of these digests and is not erased, of every kind, the newest first."""
    rows = [
        row
        for kind in kinds().values()
        for row in kind.objects.sent_from(email_digests).order_by("-pk")[:MOST]
    ]
    return sorted(rows, key=lambda row: row.received_at, reverse=True)[:MOST]


@cache
def kinds() -> dict[str, type[Submission]]:
    """Every kind of sending by the letter of its references. Raises ValueError where two share one."""
    from ccsis.intake.models import Submission

    found = [model for model in apps.get_models() if issubclass(model, Submission)]
    by_letter = {model.letter: model for model in found}
    if len(by_letter) < len(found):
        raise ValueError("Two kinds of submission have the same letter.")
    return by_letter


def _proof(reference: str, pk: int, counter: int) -> str:
    digest = salted_hmac(SALT, f"{reference}:{pk}:{counter}", algorithm="sha256").digest()
    return base64.b32encode(digest).decode()[:LENGTH].lower()
