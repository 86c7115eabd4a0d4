"""The demonstration's part in events: the call of 2023, closed, and a next edition, open relative to today."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ccsis.demo.recorder import Recorder, edited, forget, recorded
from events.demo.abstracts import load_abstracts
from events.demo.editions import load_first, load_next
from events.demo.partners import load_partners
from events.models import Abstract, Event, Partner

#: What is asked about and taken away by itself; parts go with what they are parts of.
MADE = [Partner, Abstract, Event]


def has_real_content() -> bool:
    return any(model.objects.exclude(pk__in=recorded(model)).exists() for model in MADE)


def load(record: Recorder, articles: int) -> None:
    """Only where there is none yet."""
    if Event.objects.exists():
        return
    load_first(record)
    event = load_next(record)
    load_partners(event, record)
    load_abstracts(event, record)


def remove(edited_too: bool) -> list[str]:
    """Logos go with the other pictures, after this."""
    lines = []
    for model in MADE:
        kept = [] if edited_too else list(edited(model))
        lines += [_("Kept (edited): “%s”") % row for row in kept]
        used = set(_with_sendings()) - set(kept) if model is Event else set()
        lines += [_("Kept (something was sent for it): “%s”") % row for row in used]
        gone = set(recorded(model)) - {row.pk for row in [*kept, *used]}
        forget(model, gone)
        model.objects.filter(pk__in=gone).delete()
    return lines


def _with_sendings() -> QuerySet:
    """Events of ours for which something came that is not ours, or that somebody edited."""
    ours = Event.objects.filter(pk__in=recorded(Event))
    sent = ours.filter(partners__isnull=False) | ours.filter(abstracts__isnull=False)
    return sent.distinct()
