"""A proof of work against floods, by ALTCHA's protocol, made and checked here alone.

The challenge is bound to the form key of its rendering, which is received once, so a proof serves
once. https://altcha.org/docs/v2/proof-of-work/
"""

import secrets
from datetime import timedelta
from uuid import UUID

import altcha
from django.utils import timezone
from django.utils.crypto import salted_hmac

ALGORITHM = "PBKDF2/SHA-256"
#: Rounds of each attempt, and how many attempts it takes: a second or two on a telephone.
ROUNDS = 5_000
ATTEMPTS = range(150, 300)
#: Characters of a proof; what is longer is none.
LONGEST = 4_000
LASTS = timedelta(hours=2)


def challenge(form_key: UUID) -> dict:
    """As JSON for the page."""
    made = altcha.create_challenge(
        ALGORITHM,
        ROUNDS,
        counter=secrets.choice(ATTEMPTS),
        expires_at=timezone.now() + LASTS,
        data={"form": form_key.hex},
        hmac_secret=_secret("challenge"),
        hmac_key_secret=_secret("solution"),
    )
    return made.to_dict()


def verify(payload: str, form_key: UUID) -> bool:
    """Whether this is the solution of a challenge that was made for this form key."""
    if len(payload) > LONGEST:
        return False
    try:
        proof = altcha.Payload.from_base64(payload)
        bound_to = proof.challenge.parameters.data["form"]
        result = altcha.verify_solution(
            proof, _secret("challenge"), hmac_key_secret=_secret("solution")
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    return result.verified and bound_to == form_key.hex


def _secret(purpose: str) -> str:
    return salted_hmac("ccsis.intake.proof", purpose, algorithm="sha256").hexdigest()
