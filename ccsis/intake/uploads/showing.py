"""Uploads on the pages of the staff."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ccsis.intake.models import Upload
from ccsis.intake.uploads.reasons import in_words


def download_link(upload: Upload) -> SafeString:
    """Its name, size and what its check found; it leads to the file once it was checked."""
    context = {"upload": upload, "reasons": in_words(upload.reasons)}
    return render_to_string("intake/_upload.html", context)
