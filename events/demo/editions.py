"""The conference as its organiser announced it, for 2023 and for a next year. The texts are the demonstration's own."""

from datetime import date, timedelta

from django.utils import timezone

from ccsis.demo.recorder import Recorder
from events.models import Event, FormatKind

SLUG = "demonstration"
NAME = (
    "International Conference on Peace in South Caucasus: How to Achieve Peace between Armenia and "
    "Azerbaijan on Nagorno-Karabakh"
)
SUMMARY = (
    "A meeting for scholars, practitioners, policymakers, civil society and media, from the South "
    "Caucasus and elsewhere. Dates and venue are to be announced."
)
BODY = (
    "<p>The conference asks what makes peace between the parties possible, and what makes it last. "
    "It is open to all who work on that question, wherever they live.</p>"
    "<h2>What happens there</h2>"
    "<ul><li>Keynote speeches and panel discussions</li>"
    "<li>Workshops on conflict resolution, dialogue and cooperation</li>"
    "<li>A roundtable with representatives of the parties</li>"
    "<li>At the end, a final declaration and a policy brief with recommendations to the "
    "international community and to the parties</li></ul>"
    "<p>It is held in English, interpreted simultaneously, and streamed live on this site and on "
    "social media.</p>"
)
CALL_TEXT = (
    "<p>Say which question you ask, on what material, how you go about it, and what follows from "
    "the answer. An abstract need not present finished work.</p>"
    "<p>Papers that are accepted are published in the proceedings of the conference.</p>"
)
PARTNER_CALL = (
    "Partner organisations help to prepare and to hold the conference: they bring speakers, "
    "interpreters, rooms or funds, or tell those they work with about it.\n\n"
    "A letter of interest says who you are, what you work on, and what you would contribute. It need "
    "not be long. An organisation is named as a partner only after an agreement, and can leave at "
    "any time."
)
TOPICS = [
    "Regional and international actors in peace and security",
    "Legal and political implications of the ceasefire agreement and its implementation",
    "Humanitarian and socio-economic impact of the war, and recovery after it",
    "Human rights, democracy and the rule of law",
    "Dialogue, trust and reconciliation among parties and communities",
    "Preventing future violence and escalation",
]
FORMATS = [
    (FormatKind.KEYNOTE, "Opening addresses", False),
    (FormatKind.PANEL, "Papers in conversation", True),
    (FormatKind.WORKSHOP, "Conflict resolution, dialogue and cooperation", True),
    (FormatKind.ROUNDTABLE, "With representatives of the parties", False),
]
#: Of both editions.
SHARED = {
    "name": NAME,
    "summary": SUMMARY,
    "body": BODY,
    "call_text": CALL_TEXT,
    "time_zone": "Asia/Tbilisi",
    "interpretation": ["hy", "az", "ru", "tr"],
    "is_public": True,
    "is_demo": True,
}


def load_first(record: Recorder) -> Event:
    """Of 2023: its call is closed, and what became of it is not known."""
    return _event(
        record,
        edition="2023",
        slug=f"{SLUG}-2023",
        is_archived=True,
        call_opens_on=date(2023, 6, 1),
        call_closes_on=date(2023, 10, 31),
    )


def load_next(record: Recorder) -> Event:
    """Its calls are open as long as the demonstration is young."""
    now = timezone.now()
    return _event(
        record,
        edition=str(now.year + 1),
        slug=SLUG,
        call_opens_on=(now - timedelta(days=30)).date(),
        call_closes_on=(now + timedelta(days=40)).date(),
        partner_call=PARTNER_CALL,
        partners_from=now - timedelta(days=45),
        partners_until=now + timedelta(days=60),
    )


def _event(record: Recorder, **fields) -> Event:
    event = record(Event.objects.create(**SHARED | fields))
    for number, name in enumerate(TOPICS, start=1):
        event.topics.create(number=number, name=name)
    for number, (kind, description, is_open) in enumerate(FORMATS, start=1):
        event.formats.create(number=number, kind=kind, description=description, is_open=is_open)
    return event
