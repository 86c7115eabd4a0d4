"""Writes that concern uploads."""

import hashlib
import zlib
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import Model

from ccsis.intake.models import Upload
from ccsis.intake.models.uploads import UploadQuerySet
from ccsis.intake.uploads import jobs, kinds, sealed, storing
from ccsis.intake.uploads.deleting import delete_uploads
from ccsis.intake.uploads.names import clean_name
from ccsis.lib.sealing import Undecipherable


class OtherContent(Exception):  # noqa: N818 (it says what came)
    """This form was sent already, with something else in it."""


@transaction.atomic
def keep_file(
    form_key: UUID, field_name: str, file: UploadedFile, *, is_sealed: bool = False
) -> Upload:
    """Keep the file of a field of a form, whatever becomes of the form; the last one that came is kept.

    The same file again gives the same row, as long as it is sealed as before. Raises OtherContent
    once a row was made of the form, ValidationError for a file that is not taken, storing.NoRoom.
    """
    earlier = _locked(form_key, field_name)
    digest = sha256_of(file)
    if earlier and earlier.is_sealed is is_sealed and _checksum_of(earlier) == digest:
        return earlier
    if earlier:
        _give_way(earlier)
    return _store(file, digest, is_sealed, form_key=form_key, field_name=field_name)


@transaction.atomic
def keep_as(form_key: UUID, field_name: str, *, is_sealed: bool) -> Upload | None:
    """Seal the file that was kept, or unseal it: the form came again, changed, and without it.

    The row as it is then; None if there is none. Raises OtherContent once a row was made of the
    form, Undecipherable, FileNotFoundError, storing.NoRoom.
    """
    earlier = _locked(form_key, field_name)
    if earlier is None or earlier.is_sealed is is_sealed:
        return earlier
    _give_way(earlier)
    # Its file is there until the commit.
    with sealed.plain(earlier) as content:
        file = ContentFile(content.read(), name=_name_of(earlier))
    return _store(file, _checksum_of(earlier), is_sealed, form_key=form_key, field_name=field_name)


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


def _store(file: File, sha256: str, is_sealed: bool, **fields) -> Upload:
    name = clean_name(file.name)
    kind = kinds.kind_of(name, file)
    stored_name = storing.new_name(kind)
    if is_sealed:
        secret = sealed.new_secret(name, sha256)
        facts = {"name": f"file.{kind}", "sha256": secret.digest(), "sealed": secret.sealed()}
        storing.write(stored_name, [secret.encrypt(file.read())])
    else:
        facts = {"name": name, "sha256": sha256}
        storing.write(stored_name, file.chunks())
    return Upload.objects.create(
        kind=kind, size=file.size, stored_name=stored_name, **facts, **fields
    )


def _give_way(earlier: Upload) -> None:
    """Delete what was kept for what takes its place."""
    if earlier.owner_model:
        raise OtherContent
    delete_uploads(Upload.objects.filter(pk=earlier.pk))


def _name_of(upload: Upload) -> str:
    return sealed.secret_of(upload).name if upload.is_sealed else upload.name


def _checksum_of(upload: Upload) -> str:
    """Of the file as it was sent; none of a sealed one whose key is gone."""
    try:
        return sealed.secret_of(upload).sha256 if upload.is_sealed else upload.sha256
    except Undecipherable:
        return ""


def _locked(form_key: UUID, field_name: str) -> Upload | None:
    """What was kept. Locked: a row that is being made of it now must not lose it."""
    _lock(form_key, field_name)
    same = Upload.objects.select_for_update()
    return same.filter(form_key=form_key, field_name=field_name).first()


def _lock(form_key: UUID, field_name: str) -> None:
    """Until the transaction ends: of parallel sendings of a form, only one writes its file."""
    key = zlib.crc32(field_name.encode()) ^ (form_key.int & 0x7FFF_FFFF_FFFF_FFFF)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
