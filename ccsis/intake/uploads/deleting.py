"""Rows of uploads and their files, gone together."""

from functools import partial

from django.db import transaction

from ccsis.intake.models import Upload
from ccsis.intake.models.uploads import UploadQuerySet
from ccsis.intake.uploads import storing


@transaction.atomic
def delete_uploads(uploads: UploadQuerySet) -> int:
    """Delete rows, and their files after the commit. How many there were; no name is decrypted."""
    found = dict(uploads.select_for_update().values_list("pk", "stored_name"))
    Upload.objects.filter(pk__in=found).delete()
    transaction.on_commit(partial(storing.remove, list(found.values())))
    return len(found)
