"""The secrets of second factors in the database: the app's key, the seed of the recovery codes."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator

from ccsis.lib import encryption
from ccsis.lib.rotation import Outcome, in_batches

#: Where allauth keeps them in `Authenticator.data`; of the last there is a list.
NAMES = ("secret", "seed", "migrated_codes")


def plain(text: str) -> str:
    """A secret as it is, whether it is encrypted yet or not."""
    return encryption.decrypt(text) if encryption.is_token(text) else text


def encrypted(text: str) -> str:
    """A secret under the first key; one that is under it already stays the same."""
    if not encryption.is_token(text):
        return encryption.encrypt(text)
    return text if encryption.is_current(text) else encryption.rotate(text)


def changed(data: dict, change: Callable[[str], str]) -> dict:
    """What is kept of an authenticator with each of its secrets changed."""
    return data | {name: _each(data[name], change) for name in NAMES if name in data}


def rotate_factors(*, dry_run: bool = False) -> Outcome:
    """Encrypt the secrets of all authenticators under the first key."""
    outcome = Outcome("mfa.Authenticator.data")
    rows = Authenticator.objects.values_list("pk", "data")

    def write(pk: int, data: dict) -> None:
        Authenticator.objects.filter(pk=pk).update(data=data)

    in_batches(outcome, rows, lambda data: changed(data, encrypted), None if dry_run else write)
    return outcome


def _each(value, change: Callable[[str], str]):
    return [change(text) for text in value] if isinstance(value, list) else change(value)
