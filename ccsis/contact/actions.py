from django.db import transaction
from django.utils import timezone

from ccsis.contact.models import Message
from ccsis.contact.states import WORKFLOW
from ccsis.intake.actions import renew_link
from ccsis.mail.actions import mails_about, queue_mail, requeue
from ccsis.mail.rendering import render


@transaction.atomic
def answer_message(message: Message, *, by, answer: str) -> Message:
    """Keep the answer and mail it, together. Raises Refused where it was answered already.

    A discreet sender's mail only says that there is an answer on the private page. Of a message that
    was opened again the earlier answer stays, above the new one.
    """
    answered = WORKFLOW.perform("answer", message, by=by, answered_at=timezone.now())
    answered.answer = "\n\n* * *\n\n".join(filter(None, [answered.answer, answer]))
    answered.save(update_fields=["answer"])
    renew_link(answered)
    context = {
        "reference": answered.reference,
        "is_discreet": answered.is_discreet,
        "answer": "" if answered.is_discreet else answer,
    }
    message = render("answer", context, answered.language)
    if earlier := mails_about(answered).filter(purpose="answer").first():
        requeue(earlier, message)
    else:
        queue_mail(
            purpose="answer",
            about=answered,
            recipient="sender",
            message=message,
            language=answered.language,
        )
    return answered


def reopen_message(message: Message, *, by, reason: str = "") -> Message:
    """It waits for an answer again; one that was given stays."""
    return WORKFLOW.perform("reopen", message, by=by, reason=reason, answered_at=None)
