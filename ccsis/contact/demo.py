"""The demonstration's part in contact: a made-up message in every state. No mail goes out for them."""

import uuid
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from ccsis.contact.models import Message, State, Topic
from ccsis.demo.recorder import Recorder, edited, forget, recorded
from ccsis.intake.models import Doubt
from ccsis.intake.references import new_reference

QUESTION = (
    "This message is made up for the demonstration. It asks when the next made-up report appears."
)
ROWS = [
    {"topic": Topic.PRESS, "name": "Avery Example", "days": 1},
    {"topic": Topic.CORRECTION, "name": "Sam Placeholder", "days": 3},
    {
        "topic": Topic.WRITING,
        "name": "Robin Sample",
        "days": 8,
        "state": State.ANSWERED,
        "answer": "This answer is made up for the demonstration too.",
    },
    {"topic": Topic.OTHER, "name": "", "days": 12, "state": State.CLOSED},
    {"topic": Topic.REPUBLICATION, "name": "Dana Demonstration", "days": 0, "doubt": Doubt.TRAP},
]


def has_real_content() -> bool:
    return Message.objects.exclude(pk__in=recorded(Message)).exists()


def load(record: Recorder, articles: int) -> None:
    """Only where there is none yet."""
    if not Message.objects.exists():
        for number, row in enumerate(ROWS, start=1):
            record(_message(number, **row))


def remove(edited_too: bool) -> list[str]:
    kept = [] if edited_too else list(edited(Message))
    gone = set(recorded(Message)) - {row.pk for row in kept}
    forget(Message, gone)
    Message.objects.filter(pk__in=gone).delete()
    return [_("Kept (edited): message “%s”") % row for row in kept]


def _message(number: int, *, days: int, doubt: str = "", **fields) -> Message:
    now = timezone.now()
    at = now - timedelta(days=days, hours=number)
    return Message.objects.create(
        form_key=uuid.uuid4(),
        reference=new_reference(Message.letter),
        received_at=at,
        link_until=now,
        email=f"demonstration-{number}@example.org",
        message=QUESTION,
        doubt=doubt,
        held_at=at if doubt else None,
        answered_at=at if fields.get("state") == State.ANSWERED else None,
        **fields,
    )
