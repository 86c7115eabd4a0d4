"""Writes that concern images."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from ccsis.media import jobs, staging
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
    Image.objects.filter(pk=image.pk).update(**_file_of(encoded), renditions_at=None)
    new = Image.objects.get(pk=image.pk)
    if new.file.name == old.file.name:
        return
    for module in users():
        module.readdress(old.file.name, new)
    _delete_files_of(old)
    jobs.render_image.defer(image_id=image.pk)


@transaction.atomic
def delete_image(image: Image) -> None:
    """Delete an image; its files go after the commit."""
    old = Image.objects.get(pk=image.pk)
    image.delete()
    _delete_files_of(old)


def _delete_files_of(image: Image) -> None:
    """After the commit, unless another image has the same picture."""
    if Image.objects.filter(file=image.file.name).exists():
        return
    names = [image.file.name, *(small.name for small in image.file.get_picture_files_list())]
    transaction.on_commit(partial(_delete, names))


def _delete(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


def _file_of(encoded: Encoded) -> dict:
    """Stage the file; it takes its place once the row is committed."""
    name = f"images/{encoded.content.name}"
    staging.stage(name, encoded.content)
    transaction.on_commit(partial(staging.settle, name))
    return {
        "file": name,
        "width": encoded.width,
        "height": encoded.height,
        "source_hash": encoded.source_hash,
    }
