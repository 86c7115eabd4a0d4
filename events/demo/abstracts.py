"""Made-up abstracts in every state, by made-up people, about method alone. No mail goes out for them."""

import uuid
from datetime import timedelta

from django.utils import timezone

from ccsis.demo.recorder import Recorder
from ccsis.intake.models import Doubt
from ccsis.intake.references import new_reference
from ccsis.lib.encryption import email_digest
from ccsis.lib.words import count_words
from events.abstracts.comparing import compare
from events.models import Abstract, AbstractAuthor, AbstractState, Answer, Event, Place

S = AbstractState

CLAUSES = (
    "This abstract is made up for the demonstration. It asks how clauses about monitoring are worded, "
    "and why the wording matters after an agreement is signed. It compares three kinds of clause in "
    "published agreements from several regions, and describes what observers could and could not "
    "record under each of them. The comparison takes no position on the merits of any agreement. It "
    "closes with a short list of questions for those who draft."
)
ARCHIVES = (
    "This abstract is made up for the demonstration. Archives of neighbouring communities often "
    "describe the same village in two languages and two scripts. The paper shows how a catalogue can "
    "carry both descriptions side by side without ranking them, what that costs, and what readers "
    "find that they did not find before."
)
INTERPRETING = (
    "This abstract is made up for the demonstration. Interpreters at meetings decide within seconds "
    "which form of a name they use. Based on recordings of rehearsals with invented names, the paper "
    "describes how they decide, when they ask, and what a glossary that was agreed beforehand changes."
)
WATER = (
    "This abstract is made up for the demonstration. Gauges on a shared river are read on both banks. "
    "The paper compares what two made-up offices would need to agree on before their readings can be "
    "put into one table: units, hours, repairs, and who is told first when a gauge fails."
)
SURVEY = (
    "This abstract is made up for the demonstration. It sets out how a survey about trust can be asked "
    "in four languages so that its questions mean the same in each, and how one would notice if they "
    "did not. The method is tried on a questionnaire about an invented town."
)
SCHOOLS = (
    "This abstract is made up for the demonstration. Two invented schools exchange letters for a year. "
    "The paper asks what an evaluation of such an exchange can measure, what it should leave alone, "
    "and how pupils can have a say in it."
)

#: What is told of each; "state" and the others as the columns have them.
ROWS = [
    {
        "title": "Wording that can be watched",
        "text": CLAUSES,
        "topic": 2,
        "format": "panel",
        "days": 21,
    },
    {
        "title": "One village, two catalogues",
        "text": ARCHIVES,
        "topic": 5,
        "format": "workshop",
        "days": 18,
        "people": [("Sam Placeholder", Answer.CONFIRMED, []), ("Robin Sample", "", [])],
    },
    {
        "title": "Names in the interpreter’s booth",
        "text": INTERPRETING,
        "topic": None,
        "days": 12,
        "people": [("Dana Demonstration", Answer.CONFIRMED, Place.values)],
        "is_discreet": True,
    },
    {
        "title": "Reading a gauge from both banks",
        "text": WATER,
        "topic": 1,
        "format": "panel",
        "days": 9,
        "people": [
            ("Kim Specimen", Answer.DENIED, Place.values),
            ("Alex Mockup", "", [Place.REVIEW]),
        ],
        "earlier": "Reading a gauge",
    },
    {
        "title": "Wording that can be watched",
        "text": CLAUSES,
        "topic": 2,
        "format": "panel",
        "days": 7,
    },
    {"title": "The same question in four languages", "text": SURVEY, "topic": 4, "days": 5},
    {
        "title": "A year of letters between two schools",
        "text": SCHOOLS,
        "topic": 5,
        "format": "workshop",
        "days": 4,
        "state": S.WITHDRAWN,
    },
    {
        "title": "What a catalogue leaves out",
        "text": ARCHIVES,
        "topic": 3,
        "days": 3,
        "state": S.CANCELLED,
    },
    {
        "title": "A gauge that failed",
        "text": WATER,
        "topic": 6,
        "days": 2,
        "state": S.DRAFT,
        "arrival": "late",
    },
    {"title": "Held for a look", "text": SURVEY, "topic": 6, "days": 1, "doubt": Doubt.TRAP},
]
FIRST_AUTHORS = ["Avery Example", "Jordan Template", "Noor Prototype", "Lee Model"]


def load_abstracts(event: Event, record: Recorder) -> None:
    topics = list(event.topics.all())
    for number, row in enumerate(ROWS):
        _abstract(event, topics, number, record, **row)
    _erased(event, record)
    for abstract in Abstract.objects.let_in().filter(event=event):
        compare(abstract)


def _abstract(
    event: Event,
    topics: list,
    number: int,
    record: Recorder,
    *,
    title: str,
    text: str,
    topic: int | None,
    days: int,
    people=(),
    earlier: str = "",
    doubt: str = "",
    **fields,
) -> None:
    at = timezone.now() - timedelta(days=days, hours=number)
    email = f"demonstration-abstract-{number}@example.org"
    abstract = Abstract.objects.create(
        **_received(Abstract, at),
        event=event,
        title=title,
        text=text,
        words=count_words(text),
        topic=topics[topic - 1] if topic else None,
        other_topic="" if topic else "Interpreting at meetings",
        email=email,
        email_digest=email_digest(email),
        agrees_to_processing=True,
        agrees_to_publication=number % 2 == 0,
        email_confirmed_at=at if number % 3 == 0 else None,
        doubt=doubt,
        held_at=at if doubt else None,
        changed_at=at + timedelta(hours=1) if earlier else None,
        version=2 if earlier else 1,
        **fields,
    )
    record(abstract)
    if earlier:
        abstract.versions.create(number=1, title=earlier, text=text, written_at=at)
    first = (FIRST_AUTHORS[number % len(FIRST_AUTHORS)], "", [])
    for place, (name, answer, kept_from) in enumerate([first, *people], start=1):
        _author(abstract, at, place, name, answer, kept_from)


def _author(abstract: Abstract, at, number: int, name: str, answer: str, kept_from: list) -> None:
    own = f"{name.split()[0].lower()}-{abstract.pk}@example.org" if number > 1 else ""
    AbstractAuthor.objects.create(
        **_received(AbstractAuthor, at),
        abstract=abstract,
        number=number,
        name=name,
        affiliations=["Demonstration Institute"] if number % 2 else ["independent"],
        country="Exampleland" if number % 2 else "",
        email=own,
        email_digest=email_digest(own) if own else "",
        is_discreet=abstract.is_discreet,
        name_kept_from=list(kept_from),
        affiliation_kept_from=list(kept_from),
        answer=answer,
        answered_at=at if answer else None,
        told_at=at if own else None,
    )


def _erased(event: Event, record: Recorder) -> None:
    """A shell, as it is left when somebody has had the own data erased."""
    at = timezone.now() - timedelta(days=15)
    shell = Abstract.objects.create(**_received(Abstract, at), event=event, erased_at=at)
    record(shell)


def _received(kind, at) -> dict:
    return {
        "form_key": uuid.uuid4(),
        "reference": new_reference(kind.letter),
        "received_at": at,
        "link_until": timezone.now(),
    }
