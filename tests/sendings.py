"""What a browser sends of the public forms, some time after it got them."""

import uuid
from datetime import timedelta

import time_machine
from django.utils import timezone

from ccsis.contact.models import Message
from ccsis.intake import keys
from ccsis.intake.models import Draft
from ccsis.intake.references import new_reference
from events.models import AGREED, Event, Partner

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
