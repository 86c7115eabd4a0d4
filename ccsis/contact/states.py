"""What becomes of a message: received → answered or closed, and from both back again."""

from django.utils.translation import gettext_lazy as _

from ccsis.contact.models import Message, State
from ccsis.workflow.transitions import Transition, Workflow


def _counts(message: Message) -> bool:
    return message.held_at is None and message.erased_at is None


def _can_be_answered(message: Message) -> bool:
    return _counts(message) and bool(message.email)


WORKFLOW = Workflow(
    (
        Transition(
            "answer",
            _("Answer"),
            frozenset([State.RECEIVED]),
            State.ANSWERED,
            "contact.change_message",
            fits=_can_be_answered,
        ),
        Transition(
            "close",
            _("Close without an answer"),
            frozenset([State.RECEIVED]),
            State.CLOSED,
            "contact.change_message",
            fits=_counts,
        ),
        Transition(
            "reopen",
            _("Open again"),
            frozenset([State.ANSWERED, State.CLOSED]),
            State.RECEIVED,
            "contact.change_message",
            fits=_counts,
        ),
    )
)
