"""What a browser sends of the public forms, some time after it got them."""

import uuid
from datetime import timedelta

import time_machine
from django.utils import timezone

from ccsis.contact.models import Message
from ccsis.intake import keys
from ccsis.intake.models import Draft
from ccsis.intake.references import new_reference
from ccsis.lib.encryption import email_digest
from events.models import AGREED, Abstract, AbstractAuthor, Event, Partner

CONTACT = "/contact/"


def key_for(slug: str, age: timedelta = timedelta(minutes=5)) -> str:
    """Of a form that was opened so long ago."""
    with time_machine.travel(timezone.now() - age, tick=False):
        return keys.new_key(slug)


def message_fields(**changes) -> dict[str, str]:
    return {
        "form_key": key_for("contact"),
        "topic": "press",
        "message": "A made-up question about a made-up report.",
        "name": "Avery Example",
        "email": "avery.example@example.org",
    } | changes


def letter_fields(**changes) -> dict[str, str]:
    return {
        "form_key": key_for("partners"),
        "organisation": "Demonstration Institute",
        "country": "Exampleland",
        "website": "https://example.org",
        "text": "We would like to take part in a made-up event.",
        "contact_person": "Sam Placeholder",
        "email": "sam.placeholder@example.org",
    } | changes


def make_event(**changes) -> Event:
    now = timezone.now()
    values = {
        "name": "A made-up conference",
        "edition": "2027",
        "slug": "made-up-2027",
        "is_public": True,
        "partners_from": now - timedelta(days=1),
        "partners_until": now + timedelta(days=30),
    }
    return Event.objects.create(**values | changes)


def event_fields(**changes) -> dict:
    """As the desk's form sends a new event, without topics and formats."""
    parts = ("topics", "formats")
    rows = {f"{part}-{name}_FORMS": 0 for part in parts for name in ("TOTAL", "INITIAL")}
    values = {"name": "Another conference", "edition": "2030", "slug": "another-2030"}
    values |= {"time_zone": "Asia/Tbilisi", "language": "en", "word_limit": 300, "author_cap": 10}
    return values | rows | changes


def make_call(closes_in=timedelta(days=30), **changes) -> Event:
    """An event whose call for abstracts is open, in UTC; closes_in: None for one without an end."""
    now = timezone.now()
    values = {"call_opens_on": (now - timedelta(days=60)).date()}
    if closes_in is not None:
        end = now + closes_in
        values |= {"call_closes_on": end.date(), "call_closes_time": end.time()}
    event = make_event(**values | changes)
    for number, name in enumerate(("Wording of clauses", "Archives"), start=1):
        event.topics.create(number=number, name=name)
    event.formats.create(number=1, kind="keynote", is_open=False)
    event.formats.create(number=2, kind="panel")
    event.formats.create(number=3, kind="workshop")
    return event


def author_fields(number: int, **changes) -> dict[str, str]:
    values = {"name": "Avery Example", "affiliations": "Demonstration Institute"} | changes
    return {f"author-{number}-{name}": value for name, value in values.items()}


def abstract_fields(event: Event, **changes) -> dict[str, str]:
    """With one author; more by `author_fields` and author-count."""
    return {
        "form_key": key_for("abstract"),
        "title": "Wording that can be watched",
        "topic_choice": str(event.topics.first().pk),
        "text": "A made-up abstract asks how clauses are worded.",
        "author-count": "1",
        **author_fields(0),
        "email": "avery@example.org",
        "agrees_to_processing": "on",
    } | changes


def send_abstract(client, event: Event, **changes) -> Abstract:
    """Send one and return it. Fails where it was not received."""
    path = f"{event.get_absolute_url()}abstract/"
    response = client.post(path, abstract_fields(event, **changes))
    assert response.status_code == 302, response.context["form"].errors
    return Abstract.objects.order_by("-pk")[0]


def _received(kind, **changes) -> dict:
    """Columns that every kind has."""
    return {
        "form_key": uuid.uuid4(),
        "reference": new_reference(kind.letter),
        "link_until": timezone.now() + timedelta(days=30),
    } | changes


def make_message(**changes) -> Message:
    values = {"topic": "press", "message": "A made-up question.", "email": "avery@example.org"}
    return Message.objects.create(**_received(Message, **values | changes))


def make_partner(event: Event, **changes) -> Partner:
    values = {"organisation": "Demonstration Institute", "country": "Exampleland"}
    values |= {"email": "sam@example.org", "contact_person": "Sam Placeholder"}
    if changes.get("state") in AGREED:
        values |= {"agreement": "A made-up agreement.", "agreed_at": timezone.now()}
    return Partner.objects.create(**_received(Partner, event=event, **values | changes))


def make_abstract(event: Event, **changes) -> Abstract:
    """Without authors."""
    values = {"title": "Wording that can be watched", "text": "A made-up abstract.", "words": 3}
    values |= {"email": "avery@example.org", "agrees_to_processing": True}
    values["email_digest"] = email_digest(changes.get("email", values["email"]))
    return Abstract.objects.create(**_received(Abstract, event=event, **values | changes))


def make_author(abstract: Abstract, **changes) -> AbstractAuthor:
    values = {"name": "Avery Example", "affiliations": ["Demonstration Institute"]}
    values["number"] = abstract.authors.count() + 1
    return AbstractAuthor.objects.create(
        **_received(AbstractAuthor, abstract=abstract, **values | changes)
    )


def make_draft(**changes) -> Draft:
    values = {"form_slug": "partners", "path": "/events/made-up-2027/partners/"}
    typed = "organisation=Demonstration+Institute"
    return Draft.objects.create(**_received(Draft, typed=typed, **values | changes))


def send_message(client, **changes) -> Message:
    """Send one and return it. Fails where it was not received."""
    response = client.post(CONTACT, message_fields(**changes))
    assert response.status_code == 302, response.context["form"].errors
    return Message.objects.order_by("-pk")[0]


def send_letter(client, event: Event, **changes) -> Partner:
    response = client.post(f"{event.get_absolute_url()}partners/", letter_fields(**changes))
    assert response.status_code == 302, response.context["form"].errors
    return Partner.objects.order_by("-pk")[0]
