"""Writes that concern images."""

import secrets
from functools import partial
from pathlib import PurePosixPath

from django.db import transaction

from ccsis.media import addresses, files, jobs, staging
from ccsis.media.ingest import Encoded
from ccsis.media.models import Image
from ccsis.media.uses import users


@transaction.atomic
def store_image(encoded: Encoded, **fields) -> Image:
    """Keep a picture (`ingest.reencode`) and ask for its small files, both or neither."""
    fields = {"is_shown_whole": encoded.is_drawing} | fields
    image = Image.objects.create(**_file_of(encoded), **fields)
    jobs.render_image.defer(image_id=image.pk)
    return image


@transaction.atomic
def replace_file(image: Image, encoded: Encoded) -> None:
    """Give an image another file; its page and id stay, and what shows it shows the new one.

    The old files are deleted after the commit: whoever replaces a picture wants it gone.
    """
    old = Image.objects.select_for_update().get(pk=image.pk)
    Image.objects.filter(pk=image.pk).update(**_file_of(encoded, image), renditions_at=None)
    new = Image.objects.get(pk=image.pk)
    if new.file.name != old.file.name:
        for module in users():
            module.readdress(old.file.name, new)
        addresses.readdress_unsaved(old.file.name, new)
    transaction.on_commit(partial(files.delete_unused, old))
    jobs.render_image.defer(image_id=image.pk)


@transaction.atomic
def delete_image(image: Image) -> None:
    """Delete an image; its files go after the commit."""
    old = Image.objects.get(pk=image.pk)
    image.delete()
    transaction.on_commit(partial(files.delete_unused, old))


def _file_of(encoded: Encoded, image: Image | None = None) -> dict:
    """Stage the file; it takes its place once the row is committed."""
    name = _free_name(encoded.file_name, image)
    staging.stage(name, encoded.content)
    transaction.on_commit(partial(files.settle, name))
    return {
        "file": name,
        "width": encoded.width,
        "height": encoded.height,
        "source_hash": encoded.source_hash,
    }


def _free_name(name: str, image: Image | None) -> str:
    """Texts tell by the name of a file which image they show, so two images share none."""
    others = Image.objects.exclude(pk=image and image.pk)
    if not others.filter(file=name).exists():
        return name
    path = PurePosixPath(name)
    return str(path.with_stem(f"{path.stem}-{secrets.token_hex(4)}"))
