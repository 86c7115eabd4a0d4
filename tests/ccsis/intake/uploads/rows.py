"""Rows of uploads with their files."""

from pathlib import Path
from uuid import uuid4

from ccsis.intake.models import Upload
from ccsis.intake.uploads.actions import claim, keep_file
from tests.ccsis.intake.uploads import files


def stored(settings) -> set[str]:
    return {path.name for path in (Path(settings.PRIVATE_ROOT) / "uploads").iterdir()}


def make_upload(
    key=None, name="letter.pdf", content=None, owner=None, *, is_sealed=False
) -> Upload:
    file = files.upload(name, content)
    upload = keep_file(key or uuid4(), "letter", file, is_sealed=is_sealed)
    if owner:
        claim(upload, owner)
    return upload
