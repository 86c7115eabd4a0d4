"""Text that a dump of the database does not tell, and digests by which a text is found again.

The keys are FIELD_KEYS, outside the database and its backups: the first one encrypts, all of them
decrypt, so a key is changed by putting a new one in front and running `rotate_field_keys`. Each is
32 random bytes in URL-safe base64. A key that is derived from SECRET_KEY always decrypts, and
encrypts where no other is set.
"""

from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import Exact
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from ccsis.lib.keyring import Keyring, Undecipherable, derived_key


def _keys() -> list[str]:
    return [*settings.FIELD_KEYS, derived_key(settings.SECRET_KEY, "ccsis.lib.encryption")]


KEYRING = Keyring(_keys)


def encrypt(text: str) -> str:
    """A Fernet token (ASCII) of the text; the empty text stays empty."""
    return KEYRING.encrypt(text)


def decrypt(token: str) -> str:
    """The text again. Raises Undecipherable under other keys."""
    return KEYRING.decrypt(token)


def rotate(token: str) -> str:
    """The same text under the first key. Raises Undecipherable under other keys."""
    return KEYRING.rotate(token)


def is_token(text: str) -> bool:
    """Whether a text looks encrypted: each token begins with the version and the zeros of its time."""
    return text.startswith("gAAAA")


def is_current(token: str) -> bool:
    """Whether it is under the first key already, so that rotating would change nothing."""
    return KEYRING.is_current(token)


def digest(purpose: str, text: str) -> str:
    """HMAC-SHA-256 under SECRET_KEY, in hexadecimal: equal texts are found, and none is read out of it."""
    return salted_hmac(f"ccsis.digest.{purpose}", text, algorithm="sha256").hexdigest()


def plain_address(address: str) -> str:
    """An e-mail address as digests are made of it: equal for the same one in other letters."""
    return address.strip().casefold()


def email_digest(address: str) -> str:
    """By which the sendings from an address are found, in whatever letters it was typed."""
    return digest("email", plain_address(address))


class IsEmpty(Exact):
    """The only text that can be looked for in an encrypted field is none. Raises FieldError for others."""

    def get_prep_lookup(self):
        if self.rhs != "":
            raise FieldError("An encrypted field cannot be searched.")
        return ""


class Sealed(str):
    """Stands for a text whose key is not set. Saved again, what is in the database stays as it is."""

    token: str

    def __new__(cls, token: str):
        sealed = super().__new__(cls, gettext("(sealed: its key is not set)"))
        sealed.token = token
        return sealed


class UnsearchableField(models.TextField):
    """Tokens in the database, equal texts with unequal ones: only whether there is any can be asked."""

    keyring: Keyring

    def get_lookup(self, lookup_name):
        lookups = {"isnull": super().get_lookup("isnull"), "exact": IsEmpty}
        return lookups.get(lookup_name)


class EncryptedTextField(UnsearchableField):
    """Plain in Python, a Fernet token in the database: it cannot be searched or sorted there."""

    keyring = KEYRING

    def get_prep_value(self, value):
        if isinstance(value, Sealed):
            return value.token
        value = super().get_prep_value(value)
        return encrypt(value) if value else value

    def from_db_value(self, value, expression, connection):
        try:
            return decrypt(value) if value else value
        except Undecipherable:
            return Sealed(value)
