"""Writes that concern uploads."""

import hashlib
import zlib
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import Model

from ccsis.intake.models import Upload
from ccsis.intake.models.uploads import UploadQuerySet
from ccsis.intake.uploads import jobs, kinds, storing
from ccsis.intake.uploads.deleting import delete_uploads
from ccsis.intake.uploads.names import clean_name


class OtherContent(Exception):  # noqa: N818 (it says what came)
    """This form was sent already, with something else in it."""


@transaction.atomic
def keep_file(form_key: UUID, field_name: str, file: UploadedFile) -> Upload:
    """Keep the file of a field of a form, whatever becomes of the form; the last one that came is kept.

    The same file again gives the same row. Raises OtherContent once a row was made of the form,
    ValidationError for a file that is not taken, storing.NoRoom.
    """
    _lock(form_key, field_name)
    digest = sha256_of(file)
    # Locked: a row that is being made of it now must not lose it.
    same = Upload.objects.select_for_update()
    earlier = same.filter(form_key=form_key, field_name=field_name).first()
    if earlier and earlier.sha256 == digest:
        return earlier
    if earlier and earlier.owner_model:
        raise OtherContent
    if earlier:
        delete_uploads(Upload.objects.filter(pk=earlier.pk))
    return _store(file, form_key=form_key, field_name=field_name, sha256=digest)


def kept_file(form_key: UUID, field_name: str) -> Upload | None:
    """What was kept of an earlier sending of this form, also once a row owns it.

    So the same form again, of which the browser sends no file any more, is still the same.
    """
    return Upload.objects.filter(form_key=form_key, field_name=field_name).first()


def drop_file(form_key: UUID, field_name: str) -> None:
    """Delete what was kept, unless a row owns it already."""
    kept = Upload.objects.unclaimed().filter(form_key=form_key, field_name=field_name)
    delete_uploads(kept)


@transaction.atomic
def claim(upload: Upload, owner: Model) -> None:
    """Give a kept file to the row that was made of the form, and have it checked, both or neither.

    Again by the same owner does no harm. Raises OtherContent if it is another's or gone.
    """
    label = owner._meta.label_lower
    waiting = Upload.objects.unclaimed().filter(pk=upload.pk)
    if waiting.update(owner_model=label, owner_pk=owner.pk):
        jobs.check_upload.defer(upload_id=upload.pk)
    elif not Upload.objects.of(owner).filter(pk=upload.pk).exists():
        raise OtherContent
    upload.owner_model, upload.owner_pk = label, owner.pk


def uploads_of(owner: Model) -> UploadQuerySet:
    return Upload.objects.of(owner).order_by("field_name", "pk")


def delete_uploads_of(owner: Model) -> int:
    """Delete a row's files, for erasure; how many there were."""
    return delete_uploads(Upload.objects.of(owner))


def sha256_of(file: UploadedFile) -> str:
    """In hexadecimal; the file is rewound."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _store(file: UploadedFile, **fields) -> Upload:
    name = clean_name(file.name)
    kind = kinds.kind_of(name, file)
    stored_name = storing.new_name(kind)
    storing.write(stored_name, file.chunks())
    return Upload.objects.create(
        name=name, kind=kind, size=file.size, stored_name=stored_name, **fields
    )


def _lock(form_key: UUID, field_name: str) -> None:
    """Until the transaction ends: of parallel sendings of a form, only one writes its file."""
    key = zlib.crc32(field_name.encode()) ^ (form_key.int & 0x7FFF_FFFF_FFFF_FFFF)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
