"""The mail that says "received"."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from ccsis.intake.models import Submission
from ccsis.intake.uploads.actions import uploads_of
from ccsis.mail.actions import mails_about, queue_mail, requeue
from ccsis.mail.rendering import render


def acknowledge(row: Submission) -> None:
    """Queue the receipt, once, in the caller's transaction; a row without an address gets none."""
    if row.mail_address("sender"):
        message = receipt(row)
        queue_mail(
            purpose="receipt", about=row, recipient="sender", message=message, language=row.language
        )
    row.counts_now()


def tell(
    row: Submission, *, purpose: str, news: str, title: str = "", asks_to_confirm: bool = False
) -> None:
    """Mail its sender some news in the caller's transaction; later news of a purpose replace the earlier.

    news: in the sender's language. A discreet sender's mail says that something changed, and not what.
    asks_to_confirm: whether it has the link by which its reader confirms the address.
    """
    context = {"reference": row.reference, "is_discreet": row.is_discreet}
    context["has_confirmation"] = asks_to_confirm and "confirm" in row.mail_links()
    if not row.is_discreet:
        context |= {"news": news, "title": title}
    message = render("news", context, row.language)
    if earlier := mails_about(row).filter(purpose=purpose, recipient="sender").first():
        requeue(earlier, message)
    else:
        queue_mail(
            purpose=purpose, about=row, recipient="sender", message=message, language=row.language
        )


def received(row: Submission) -> list[tuple]:
    """What came, files by their names, for its sender: (label, text)."""
    files = [
        (_("File"), f"{upload.name} ({filesizeformat(upload.size)})") for upload in uploads_of(row)
    ]
    return [*row.received(), *files]


def receipt(row: Submission):
    """What was received, when and under which number. A discreet one says only the last two."""
    links = row.mail_links()
    context = {
        "row": row,
        "reference": row.reference,
        "is_discreet": row.is_discreet,
        "received": [] if row.is_discreet else received(row),
        "has_link": "page" in links,
        "has_confirmation": "confirm" in links,
    }
    return render("receipt", context, row.language)
