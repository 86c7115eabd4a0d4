"""Writes that concern images."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image as Pillow

from ccsis.media import ingest, jobs, staging
from ccsis.media.models import Image


@transaction.atomic
def store_image(*, data: bytes, **fields) -> Image:
    """Keep a picture (its bytes as sent) and ask for its small files, both or neither.

    Raises ValidationError if it is not a picture that can be used.
    """
    image = Image.objects.create(**_file_of(data), **fields)
    jobs.render_image.defer(image_id=image.pk)
    return image


@transaction.atomic
def replace_file(*, image: Image, data: bytes) -> None:
    """Give an image another file; the page and the id stay, the address of the file changes.

    Raises ValidationError if it is not a picture that can be used.
    """
    Image.objects.filter(pk=image.pk).update(**_file_of(data), renditions_at=None)
    jobs.render_image.defer(image_id=image.pk)


@transaction.atomic
def delete_image(image: Image) -> None:
    """Delete an image; its files go after the commit."""
    names = [image.file.name, *(small.name for small in image.file.get_picture_files_list())]
    shared = Image.objects.filter(file=image.file.name).exclude(pk=image.pk).exists()
    image.delete()
    if not shared:
        transaction.on_commit(partial(_delete_files, names))


def _delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


def _file_of(data: bytes) -> dict:
    """Stage the re-encoded file; it takes its place once the row is committed."""
    content = ingest.reencode(data)
    name = f"images/{content.name}"
    staging.stage(name, content)
    transaction.on_commit(partial(staging.settle, name))
    with Pillow.open(content) as picture:
        width, height = picture.size
    return {
        "file": name,
        "width": width,
        "height": height,
        "source_hash": ingest.hash_of(data),
    }
