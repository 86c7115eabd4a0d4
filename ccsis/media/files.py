"""The files of an image: put in place, and deleted with the small ones when no image has them.

Whoever puts a file in place or deletes it takes its turn by the name, so that none of them acts on
what another one is just changing.
"""

from datetime import timedelta
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.db import connection, transaction

from ccsis.media import staging
from ccsis.media.models import Image

#: Beside the other locks of the site.
FILES = 8_702_109
#: How long a file may wait for its transaction.
STAGED_FOR = timedelta(days=1)


@transaction.atomic
def settle(name: str) -> None:
    _lock(name)
    staging.settle(name)


@transaction.atomic
def delete_unused(image: Image) -> bool:
    """Delete the file and the small ones if no image has them now; whether that is so."""
    _lock(image.file.name)
    if Image.objects.filter(file=image.file.name).exists():
        return False
    for name in [image.file.name, *_small_ones(image.file.name)]:
        default_storage.delete(name)
    return True


def _small_ones(name: str) -> list[str]:
    """All in their folder, also of widths that were rendered under other settings."""
    folder = PurePosixPath(name).with_suffix("")
    try:
        _, files = default_storage.listdir(str(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [f"{folder}/{file}" for file in files]


def sweep_staged() -> None:
    """Delete what was staged for a transaction that failed; what an image lacks is put in place."""
    for path in staging.older_than(STAGED_FOR):
        name = f"images/{path.name}"
        if Image.objects.filter(file=name).exists():
            settle(name)
        else:
            path.unlink(missing_ok=True)


def _lock(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [FILES, name])
