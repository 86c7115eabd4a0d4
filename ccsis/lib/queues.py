"""What waits for somebody at the desk: the queues on the admin's home page.

Each module in the setting DESK_QUEUES has `queues(request) -> list[Queue]`; a new queue is a new
module there. A queue asks the database once, for at most LENGTH rows, and only for what the person
may see.
"""

from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.http import HttpRequest

LENGTH = 10


@dataclass(frozen=True)
class Row:
    title: str
    url: str
    #: What a decision needs, in a few words.
    note: str = ""
    time: datetime | None = None


@dataclass(frozen=True)
class Queue:
    """A list on the home page. Without `empty`, the sentence for no rows, an empty one is left out."""

    title: str
    rows: list[Row] = field(default_factory=list)
    empty: str = ""
    #: Where all of them are listed.
    more_url: str = ""

    @property
    def is_shown(self) -> bool:
        return bool(self.rows or self.empty)


def collect(request: HttpRequest) -> list[Queue]:
    """All queues for this person, in the order of the setting; those with rows come first."""
    found = [queue for name in settings.DESK_QUEUES for queue in _of(name, request)]
    return sorted(filter(lambda queue: queue.is_shown, found), key=lambda queue: not queue.rows)


def _of(name: str, request: HttpRequest) -> list[Queue]:
    return import_module(name).queues(request)
