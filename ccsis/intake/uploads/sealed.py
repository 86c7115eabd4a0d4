"""Files of protected senders.

Each lies in the private folder encrypted under a key of its own; that key, the file's name and its
checksum are sealed in its row. Plain it is in memory alone.
"""

import json
import os
import tempfile
from dataclasses import asdict, dataclass
from typing import BinaryIO

from cryptography.fernet import Fernet, InvalidToken

from ccsis.intake.models import Upload
from ccsis.intake.uploads import storing
from ccsis.lib.sealing import Undecipherable, seal, sealed_digest, unseal


@dataclass(frozen=True)
class Secret:
    """What is sealed of a file."""

    key: str
    #: As its sender called it, cleaned.
    name: str
    #: Of the file as it was sent, in hexadecimal.
    sha256: str

    def sealed(self) -> str:
        """Raises ImproperlyConfigured where nothing can be sealed."""
        return seal(json.dumps(asdict(self)))

    def digest(self) -> str:
        """Equal for equal files. Nobody without the key finds out whether it is a file that he has."""
        return sealed_digest("upload", self.sha256)

    def encrypt(self, content: bytes) -> bytes:
        return Fernet(self.key).encrypt(content)

    def decrypt(self, token: bytes) -> bytes:
        """Raises Undecipherable for what was changed on the disk."""
        try:
            return Fernet(self.key).decrypt(token)
        except InvalidToken:
            raise Undecipherable from None


def new_secret(name: str, sha256: str) -> Secret:
    return Secret(Fernet.generate_key().decode(), name, sha256)


def secret_of(upload: Upload) -> Secret:
    """Raises Undecipherable, also for an upload that is not sealed."""
    if not upload.is_sealed:
        raise Undecipherable
    return Secret(**json.loads(unseal(upload.sealed)))


def open_file(upload: Upload) -> tuple[str, bytes]:
    """Name and content of a sealed file, for a caller who has looked at permission and verdict.

    Raises Undecipherable, FileNotFoundError.
    """
    secret = secret_of(upload)
    with storing.read(upload.stored_name) as file:
        return secret.name, secret.decrypt(file.read())


def plain(upload: Upload) -> BinaryIO:
    """The content of any upload, to be read. Raises Undecipherable, FileNotFoundError."""
    if not upload.is_sealed:
        return storing.read(upload.stored_name)
    _, content = open_file(upload)
    file = memory_file()
    file.write(content)
    file.seek(0)
    return file


def write_again(upload: Upload, name: str, content: bytes) -> None:
    """Store other content of an upload under a new stored name, sealed as it is. Raises as above, NoRoom."""
    if upload.is_sealed:
        content = secret_of(upload).encrypt(content)
    storing.write(name, [content])


def memory_file() -> BinaryIO:
    """A file for another process that is on no disk; where a system has none, one without a name."""
    if hasattr(os, "memfd_create"):
        return open(os.memfd_create("upload"), "w+b")
    return tempfile.TemporaryFile()
