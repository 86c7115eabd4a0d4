"""Uploads on the pages of the staff."""

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from ccsis.intake.models import Upload
from ccsis.intake.uploads.actions import uploads_of
from ccsis.intake.uploads.reasons import in_words


def download_link(upload: Upload) -> SafeString:
    """Its name, size and what its check found; it leads to the file once it was checked."""
    context = {"upload": upload, "reasons": in_words(upload.reasons)}
    return render_to_string("intake/_upload.html", context)


def download_links(owner: Model) -> SafeString:
    """All of a row's files, for a read-only field of its admin page; "–" for none."""
    links = [(download_link(upload),) for upload in uploads_of(owner)]
    return format_html_join("", "{}", links) or SafeString("–")
