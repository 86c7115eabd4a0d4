from django.db import transaction
from django.utils import timezone

from ccsis.contact.models import Message
from ccsis.contact.states import WORKFLOW
from ccsis.intake.actions import renew_link
from ccsis.mail.actions import queue_mail
from ccsis.mail.rendering import render


@transaction.atomic
def answer_message(message: Message, *, by, answer: str) -> Message:
    """Keep the answer and mail it, together. Raises Refused where it was answered already.

    A discreet sender's mail only says that there is an answer on the private page.
    """
    answered = WORKFLOW.perform("answer", message, by=by, answer=answer, answered_at=timezone.now())
    renew_link(answered)
    context = {
        "reference": answered.reference,
        "is_discreet": answered.is_discreet,
        "answer": "" if answered.is_discreet else answer,
    }
    queue_mail(
        purpose="answer",
        about=answered,
        recipient="sender",
        message=render("answer", context, answered.language),
        language=answered.language,
    )
    return answered
