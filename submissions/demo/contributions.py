"""Made-up contributions by made-up people, about method alone. No mail goes out for them."""

import uuid
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from articles.models import Article, Region, Series
from ccsis.demo.recorder import Recorder
from ccsis.intake.models import Doubt
from ccsis.intake.references import new_reference
from ccsis.lib import sealing
from ccsis.lib.encryption import email_digest
from events.models import Event
from submissions.identities import protect
from submissions.models import (
    Contribution,
    ContributionState,
    Exchange,
    ExchangeKind,
    Kind,
    PieceKind,
)

S = ContributionState
MADE_UP = "This contribution is made up for the demonstration."

#: "days" since it came, "left" until its answer is promised; the others as the columns have them.
PITCHES = [
    {
        "title": "Who signs the minutes",
        "outline": "How the minutes of meetings are agreed, and what is lost between two drafts. "
        "It compares three made-up committees and the order in which their members sign.",
        "days": 2,
        "left": 12,
    },
    {
        "title": "A queue at an invented border",
        "outline": "What a queue of lorries tells and what it hides. The piece counts an invented "
        "queue for a week, by hour and by load, and shows four ways of being wrong about it.",
        "days": 20,
        "left": -6,
    },
    {
        "title": "How a rumour is dated",
        "outline": "Two invented rumours are followed back to the first time that somebody wrote "
        "them down. The piece asks what a date on a rumour can mean.",
        "days": 6,
        "left": 8,
        "state": S.DISCUSSED,
        "editor": "demo-editor",
    },
    {
        "title": "The cost of an interpreter’s silence",
        "outline": "When an interpreter at a made-up meeting stops, everybody waits. The piece "
        "describes what happens in that time, and who speaks first.",
        "days": 9,
        "left": 5,
        "state": S.ASKED,
        "asked": "Could you say how the meetings were chosen, and whether we may print the table?",
    },
    {
        "title": "Two maps of one valley",
        "outline": "Two invented offices draw the same valley for two purposes. The piece lays the "
        "maps side by side and asks what each of them leaves out.",
        "days": 11,
        "left": 4,
        "state": S.DISCUSSED,
        "editor": "demo-publisher",
        "asked": "Which of the maps is the later one?",
        "answered": "The one with the contour lines. Both are made up.",
    },
    {
        "title": "Two calendars on one desk",
        "outline": "Why an archive writes every date twice, and which of the two it sorts by.",
        "days": 40,
        "state": S.ACCEPTED,
        "article": "two-calendars-on-one-desk",
    },
    {
        "title": "A glossary that admits doubt",
        "outline": "Definitions with a date, and with the name of whoever disagreed.",
        "days": 50,
        "state": S.ACCEPTED,
        "article": "a-glossary-that-admits-doubt",
    },
    {
        "title": "The third person at the table",
        "outline": "What a third person at a made-up negotiation does while two others speak.",
        "days": 70,
        "state": S.ACCEPTED,
        "article": "the-third-person-at-the-table",
    },
    {
        "title": "A footnote to a footnote",
        "outline": "What footnotes do in reports that nobody reads twice.",
        "days": 30,
        "state": S.DECLINED,
        "offers_conference": True,
    },
    {"title": "Ten rules for headlines", "outline": "A list.", "days": 25, "state": S.DECLINED},
    {
        "title": "What a stamp proves",
        "outline": "Stamps on invented papers, and what they can and cannot prove.",
        "days": 15,
        "state": S.WITHDRAWN,
    },
    {
        "title": "Letters that were not sent",
        "outline": "A made-up collection of drafts, and what a draft may be quoted for.",
        "days": 3,
        "left": 11,
        "pseudonym": "A. Mockup",
    },
    {"title": "Held for a look", "outline": "Made up.", "days": 0, "doubt": Doubt.TRAP},
]
SIMULATIONS = [
    {
        "title": "The gauge at Middle Island",
        "outline": "What happens at an invented lake when a gauge stops that two ports rely on?",
        "days": 60,
        "state": S.ACCEPTED,
        "article": "the-gauge-at-middle-island",
        "likelihood": 30,
    },
    {
        "title": "A ferry without a timetable",
        "outline": "What would two invented ports do if their ferry ran when it was full, and not "
        "by the hour?",
        "days": 4,
        "left": 17,
    },
    {
        "title": "One well, two keys",
        "outline": "An invented village can open its well with two keys that two families hold.",
        "days": 12,
        "left": 9,
        "state": S.DISCUSSED,
        "editor": "demo-editor",
        "likelihood": 25,
    },
]
COURSE = [
    {"date": "Day 1", "text": "Something made up stops, and nobody is told."},
    {"date": "Day 3", "text": "The first of two invented offices notices, and asks the other."},
    {"date": "Week 2", "text": "They agree on a reading that both can live with."},
]
NAMES = ["Avery Example", "Sam Placeholder", "Robin Sample", "Dana Demonstration", "Kim Specimen"]


def load_contributions(record: Recorder) -> None:
    for number, row in enumerate(PITCHES):
        extra = {
            "novelty": f"{MADE_UP} It would say something that no other made-up piece says.",
            "piece_kind": PieceKind.ANALYSIS,
            "length": 1_500,
        }
        record(_contribution(Kind.PITCH, number, **extra | row))
    for number, row in enumerate(SIMULATIONS, start=len(PITCHES)):
        record(_contribution(Kind.SIMULATION, number, **_scenario(row) | row))
    at = timezone.now() - timedelta(days=45)
    record(Contribution.objects.create(**_received(at), kind=Kind.PITCH, erased_at=at))


def _scenario(row: dict) -> dict:
    scenario = {
        "assumptions": "The place is invented, and so is everybody in it.",
        "actors": [
            "The first office, which wants a number",
            "The second office, which wants peace",
        ],
        "course": COURSE,
        "series": Series.objects.filter(invites_simulations=True).first(),
    }
    if row.get("likelihood"):
        scenario |= {
            "confirmed_if": "Both offices print the same reading.",
            "refuted_if": "They print two readings.",
            "due_on": timezone.now().date() + timedelta(days=90),
        }
    return scenario


def _contribution(
    kind: str,
    number: int,
    *,
    days: int,
    left: int | None = None,
    outline: str,
    article: str = "",
    editor: str = "",
    asked: str = "",
    answered: str = "",
    offers_conference: bool = False,
    pseudonym: str = "",
    doubt: str = "",
    **fields,
) -> Contribution:
    at = timezone.now() - timedelta(days=days, hours=number)
    is_decided = fields.get("state") in (S.ACCEPTED, S.DECLINED)
    row = Contribution(
        **_received(at),
        **_sender(number),
        kind=kind,
        outline=f"{MADE_UP} {outline}",
        region=Region.objects.filter(slug="worldwide").first(),
        promised_on=(timezone.now() + timedelta(days=left)).date() if left is not None else None,
        asked_at=at + timedelta(days=1) if asked else None,
        answered_at=at + timedelta(days=2) if answered else None,
        decided_at=at + timedelta(days=5) if is_decided else None,
        assigned_to=get_user_model().objects.filter(username=editor).first(),
        article=Article.objects.filter(slug=article).first() if article else None,
        offered_event=Event.objects.filter(is_archived=False).first()
        if offers_conference
        else None,
        # Nobody is told by mail.
        told_published_at=at if article else None,
        doubt=doubt,
        held_at=at if doubt else None,
        **fields,
    )
    if pseudonym and sealing.is_available():
        row.pseudonym = pseudonym
        protect(row)
    row.save()
    _write(row, asked, answered)
    return row


def _sender(number: int) -> dict:
    address = f"demonstration-contribution-{number}@example.org"
    return {
        "full_name": NAMES[number % len(NAMES)],
        "email": address,
        "email_digest": email_digest(address),
        "phone": "+00 000 000",
        "professional_title": "Made-up researcher",
        "affiliation": "Demonstration Institute",
        "biography": "A made-up person who writes about method.",
        "conflicts": "none",
        "funding": "nobody",
    }


def _write(row: Contribution, asked: str, answered: str) -> None:
    decisions = {S.ACCEPTED: "We would like to publish it.", S.DECLINED: "We will not publish it."}
    texts = {
        ExchangeKind.QUESTION: asked,
        ExchangeKind.ANSWER: answered,
        ExchangeKind.DECISION: decisions.get(row.state, ""),
    }
    Exchange.objects.bulk_create(
        Exchange(contribution=row, kind=kind, text=text) for kind, text in texts.items() if text
    )


def _received(at) -> dict:
    return {
        "form_key": uuid.uuid4(),
        "reference": new_reference(Contribution.letter),
        "received_at": at,
        "link_until": timezone.now() + timedelta(days=365),
    }
