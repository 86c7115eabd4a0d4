"""The mail that says "received"."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from ccsis.intake.models import Submission
from ccsis.intake.uploads.actions import uploads_of
from ccsis.mail.actions import queue_mail
from ccsis.mail.rendering import render


def acknowledge(row: Submission) -> None:
    """Queue the receipt, once, in the caller's transaction; a row without an address gets none."""
    if row.mail_address("sender"):
        message = receipt(row)
        queue_mail(
            purpose="receipt", about=row, recipient="sender", message=message, language=row.language
        )


def received(row: Submission) -> list[tuple]:
    """What came, files by their names, for its sender: (label, text)."""
    files = [
        (_("File"), f"{upload.name} ({filesizeformat(upload.size)})") for upload in uploads_of(row)
    ]
    return [*row.received(), *files]


def receipt(row: Submission):
    """What was received, when and under which number. A discreet one says only the last two."""
    context = {
        "row": row,
        "reference": row.reference,
        "is_discreet": row.is_discreet,
        "received": [] if row.is_discreet else received(row),
        "has_link": bool(row.mail_links()),
    }
    return render("receipt", context, row.language)
