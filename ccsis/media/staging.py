"""Files that belong to a transaction: written before the commit, in place only after it.

A file whose transaction failed stays behind in `staging/`, where nobody is served from, until a
nightly job deletes it (`ccsis.media.files.sweep_staged`). A crash
between the commit and the move loses nothing: the rendering job settles the file again.
"""

import os
import secrets
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile

FOLDER = "staging"


def stage(name: str, content: ContentFile) -> None:
    """Write the content durably beside its later place."""
    path = _staged(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Another process may stage the same content: each writes its own file, the last one stays.
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with draft.open("wb") as file:
        file.write(content.read())
        file.flush()
        os.fsync(file.fileno())
    draft.chmod(settings.FILE_UPLOAD_PERMISSIONS)
    draft.replace(path)
    content.seek(0)


def settle(name: str) -> None:
    """Move a staged file to its place; nothing happens if it is there already."""
    target = Path(settings.MEDIA_ROOT) / name
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        _staged(name).replace(target)
    except FileNotFoundError:
        if not target.exists():
            raise


def discard(name: str) -> None:
    """Remove a staged file whose transaction will not be committed."""
    _staged(name).unlink(missing_ok=True)


def older_than(age: timedelta) -> list[Path]:
    """Staged files that were written longer ago than that."""
    moment = time.time() - age.total_seconds()
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    found = folder.iterdir() if folder.is_dir() else ()
    return [path for path in found if path.is_file() and path.stat().st_mtime < moment]


def _staged(name: str) -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER / Path(name).name
