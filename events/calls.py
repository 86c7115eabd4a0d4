"""Where a call for abstracts stands, in words and times, for the pages that say so."""

from dataclasses import dataclass
from datetime import datetime

from ccsis.lib.deadlines import Deadline, offset_of, remaining
from events.models import SHOWN, Event, Phase

#: Of the events that are to come, so many are looked at for the home page.
LOOKED_AT = 12


@dataclass(frozen=True)
class Standing:
    phase: Phase
    #: In event time; None without a call.
    opens_at: datetime | None
    deadline: Deadline | None
    #: "closes in 3 days"; "" where it does not close, or has closed.
    remaining: str

    @property
    def is_open(self) -> bool:
        """Whether the form is shown."""
        return self.phase in SHOWN

    @property
    def opens_offset(self) -> str:
        return offset_of(self.opens_at) if self.opens_at else ""


def next_event(now: datetime) -> Event | None:
    """For the home page, with its `call`: an open call that closes first, else the next event. One query."""
    events = list(Event.objects.published().coming()[:LOOKED_AT])
    for event in events:
        event.call = standing_of(event, now)
    closing = [event for event in events if event.call.is_open and event.call.deadline]
    soonest = min(closing, key=lambda event: event.call.deadline.at, default=None)
    return soonest or next(iter(events), None)


def standing_of(event: Event, now: datetime) -> Standing:
    """now: by the database's clock."""
    opens_at = event.call_opens_at and event.call_opens_at.astimezone(event.zone)
    phase = event.phase_at(now)
    is_closing = phase == Phase.OPEN and event.deadline
    words = remaining(event.deadline.at, now) if is_closing else ""
    return Standing(phase, opens_at, event.deadline, words)
