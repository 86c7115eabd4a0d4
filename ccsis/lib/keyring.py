"""Keys of one purpose: the first one encrypts, all of them decrypt."""

import base64
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.core.exceptions import ImproperlyConfigured


class Undecipherable(Exception):  # noqa: N818 (it says what the text is)
    """The key that encrypted this text is none of those that are set."""


@dataclass(frozen=True)
class Keyring:
    """Encrypts a text into a token (ASCII) and back; the empty text stays empty."""

    #: Gives the keys that are set now, each 32 bytes in URL-safe base64.
    keys: Callable[[], Iterable[str]]
    #: What its tokens begin with, so that nobody takes another keyring's for one of them.
    mark: str = ""

    def encrypt(self, text: str) -> str:
        """Raises ImproperlyConfigured where no key is set."""
        if not text:
            return ""
        if not self._fernets():
            raise ImproperlyConfigured("No key is set to encrypt this under.")
        return self.mark + self._all().encrypt(text.encode()).decode()

    def decrypt(self, token: str) -> str:
        """Raises Undecipherable under other keys."""
        return self._with_all("decrypt", token).decode() if token else ""

    def rotate(self, token: str) -> str:
        """The same text under the first key. Raises Undecipherable under other keys."""
        return self.mark + self._with_all("rotate", token).decode() if token else ""

    def is_current(self, token: str) -> bool:
        """Whether it is under the first key already, so that rotating would change nothing."""
        try:
            self._fernets()[0].decrypt(self._bare(token))
        except (IndexError, InvalidToken):
            return False
        return True

    def renewed(self, token: str) -> str:
        """Rotated where that changes anything. Raises Undecipherable under other keys."""
        return token if self.is_current(token) else self.rotate(token)

    def _with_all(self, work: str, token: str) -> bytes:
        if not self._fernets():
            raise Undecipherable
        try:
            return getattr(self._all(), work)(self._bare(token))
        except InvalidToken:
            raise Undecipherable from None

    def _bare(self, token: str) -> bytes:
        """Of a token without its mark nothing is left, which no key opens."""
        return token.removeprefix(self.mark).encode() if token.startswith(self.mark) else b""

    def _all(self) -> MultiFernet:
        return MultiFernet(self._fernets())

    def _fernets(self) -> list[Fernet]:
        return _fernets(tuple(self.keys()))


@lru_cache(maxsize=32)
def derived(secret: str, purpose: str) -> bytes:
    """32 bytes for one purpose; out of them neither the secret nor those of others are found (RFC 5869)."""
    expand = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode())
    return expand.derive(secret.encode())


def derived_key(secret: str, purpose: str) -> str:
    """The same as a key of a keyring."""
    return base64.urlsafe_b64encode(derived(secret, purpose)).decode()


@lru_cache(maxsize=16)
def _fernets(keys: tuple[str, ...]) -> list[Fernet]:
    try:
        return [Fernet(key) for key in keys]
    except ValueError:
        text = "Each key has to be 32 bytes in URL-safe base64 (44 characters)."
        raise ImproperlyConfigured(text) from None
