"""What the editors write to a sender: a text to begin with, and the mail as it goes out."""

from django.utils.translation import gettext as _

from ccsis.intake.desk.steps import Preview
from ccsis.mail.rendering import Message, render
from events.models import Event
from submissions.handoff import printed_name
from submissions.models import Contribution


def acceptance(row: Contribution) -> str:
    """To begin with; its editor writes over it."""
    return _(
        "We would like to publish “%(title)s”. It appears under the name “%(name)s”.\n\n"
        "An editor prepares the text. On your private page you see how it stands, and can write to us."
    ) % {"title": row.title, "name": printed_name(row)}


def refusal(row: Contribution) -> str:
    return _(
        "Thank you for offering “%(title)s” to us. We will not publish it, and you are free to offer "
        "it elsewhere."
    ) % {"title": row.title}


def with_offer(text: str, event: Event | None) -> str:
    """The decision, and the conference that is offered instead."""
    if event is None:
        return text
    offer = _(
        "It may be right for the conference: on your private page you can make a draft of an "
        "abstract of it, for the %(event)s."
    )
    return f"{text.rstrip()}\n\n{offer % {'event': event}}"


def mail_of(row: Contribution, text: str) -> Message:
    """It greets nobody. A discreet sender's only says that there is a text on the private page."""
    context = {"reference": row.reference, "is_discreet": row.is_discreet}
    context["answer"] = "" if row.is_discreet else text
    return render("answer", context, row.language)


def preview(row: Contribution, text: str, **values) -> Preview:
    on_page = text if row.is_discreet else ""
    return Preview(mail_of(row, text), {"text": text} | values, on_page)
