"""Text that nothing opens by the way: who is behind a pseudonym.

The keys are IDENTITY_KEYS, which nobody needs who works with the rest: they lie apart from the
database, its backups, FIELD_KEYS and SECRET_KEY. The first one seals, all of them open, and
`rotate_field_keys` rotates them too. In development one that is derived from SECRET_KEY serves; in
production nothing can be sealed without any.
"""

import hmac

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from ccsis.lib.encryption import UnsearchableField
from ccsis.lib.keyring import Keyring, Undecipherable, derived, derived_key

__all__ = [
    "SealedField",
    "Undecipherable",
    "is_available",
    "seal",
    "sealed_digest",
    "sealed_digests",
    "unseal",
]

PURPOSE = "ccsis.lib.sealing"


def _secrets() -> list[str]:
    """What the keys are made of."""
    in_development = [derived_key(settings.SECRET_KEY, PURPOSE)] if settings.DEVELOPMENT else []
    return [*settings.IDENTITY_KEYS, *in_development]


def _keys() -> list[str]:
    """A key that is among FIELD_KEYS too, by mistake, is another one here."""
    return [derived_key(secret, PURPOSE) for secret in _secrets()]


KEYRING = Keyring(_keys, mark="sealed:")


def is_available() -> bool:
    """Whether anything can be sealed. Where not, no form may offer it."""
    return bool(_secrets())


def seal(text: str) -> str:
    """A token (ASCII) of the text; the empty text stays empty. Raises ImproperlyConfigured without a key."""
    return KEYRING.encrypt(text)


def unseal(token: str) -> str:
    """The text again. Raises Undecipherable under other keys, and for what is not sealed."""
    return KEYRING.decrypt(token)


def sealed_digest(purpose: str, text: str) -> str:
    """HMAC-SHA-256 under the first key, in hexadecimal. Raises ImproperlyConfigured without a key."""
    if not is_available():
        raise ImproperlyConfigured("Without IDENTITY_KEYS there is no sealed digest.")
    return sealed_digests(purpose, text)[0]


def sealed_digests(purpose: str, text: str) -> list[str]:
    """Under every key, the first one's first: by these a text is found that was noted under an older key."""
    keys = (derived(secret, f"{PURPOSE}.digest.{purpose}") for secret in _secrets())
    return [hmac.new(key, text.encode(), "sha256").hexdigest() for key in keys]


class SealedField(UnsearchableField):
    """A token in the database and in Python: only `unseal` opens it, and no form of a model has it."""

    keyring = KEYRING

    def get_prep_value(self, value):
        """Raises ValueError for plain text, which it does not quote."""
        value = super().get_prep_value(value)
        if value and not value.startswith(KEYRING.mark):
            raise ValueError("This has to be sealed before it is saved.")
        return value

    def formfield(self, **options):
        return None
