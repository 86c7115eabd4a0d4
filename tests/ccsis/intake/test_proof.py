"""A proof of work counts once, for the form that it was calculated for."""

import base64
import json
import uuid
from datetime import timedelta

import altcha
import pytest
import time_machine
from django.utils import timezone

from ccsis.contact.models import Message
from ccsis.intake import proof
from ccsis.intake.keys import read_key
from ccsis.intake.models import FormSwitch
from ccsis.mail.models import Mail
from tests.sendings import CONTACT, key_for, message_fields

FORM = uuid.UUID("12345678-1234-4234-8234-123456789abc")


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    """What a browser does in seconds a test does at once."""
    monkeypatch.setattr(proof, "ROUNDS", 10)
    monkeypatch.setattr(proof, "ATTEMPTS", range(3, 6))


def solved(form_key=FORM) -> dict:
    """What a browser sends, not yet encoded."""
    challenge = altcha.Challenge.from_dict(proof.challenge(form_key))
    solution = altcha.solve_challenge(challenge)
    return altcha.Payload(challenge, solution).to_dict()


def encoded(payload) -> str:
    return base64.b64encode(json.dumps(payload).encode()).decode()


def test_a_solution_counts_for_its_form():
    assert proof.verify(encoded(solved()), FORM) is True


def test_a_solution_counts_for_no_other_form():
    assert proof.verify(encoded(solved()), uuid.uuid4()) is False


def test_a_solution_counts_for_two_hours():
    payload = encoded(solved())
    with time_machine.travel(timezone.now() + timedelta(minutes=119)):
        assert proof.verify(payload, FORM) is True
    with time_machine.travel(timezone.now() + timedelta(minutes=121)):
        assert proof.verify(payload, FORM) is False


def test_a_solution_under_another_secret_does_not_count(settings):
    payload = encoded(solved())
    settings.SECRET_KEY = "another secret, for this test alone"
    assert proof.verify(payload, FORM) is False


def test_the_challenge_does_not_tell_its_solution():
    challenge = proof.challenge(FORM)
    assert sorted(challenge) == ["parameters", "signature"]
    assert sorted(challenge["parameters"]) == [
        *("algorithm", "cost", "data", "expiresAt", "keyLength", "keyPrefix", "keySignature"),
        *("nonce", "salt"),
    ]
    assert challenge["parameters"]["data"] == {"form": FORM.hex}


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("parameters", "cost", 1),
        ("parameters", "keyPrefix", ""),
        ("parameters", "keyLength", 0),
        ("parameters", "keySignature", None),
        ("parameters", "keySignature", "00" * 32),
        ("parameters", "expiresAt", 99_999_999_999),
        ("parameters", "expiresAt", None),
        ("parameters", "algorithm", "SHA-256"),
        ("parameters", "data", {"form": uuid.UUID(int=1).hex}),
        ("parameters", "more", 1),
        ("solution", "derivedKey", "00" * 32),
        ("solution", "derivedKey", ""),
        ("challenge", "signature", "00" * 32),
        ("challenge", "signature", ""),
        ("challenge", "signature", None),
    ],
)
def test_a_tampered_solution_does_not_count(part, name, value):
    payload = solved()
    parts = payload | payload["challenge"]
    parts[part][name] = value
    # What is added to a challenge without being read changes nothing.
    assert proof.verify(encoded(payload), FORM) is (name == "more")


def without(*path):
    payload = solved()
    *outer, last = path
    part = payload
    for name in outer:
        part = part[name]
    del part[last]
    return encoded(payload)


def with_value(value, *path):
    payload = solved()
    *outer, last = path
    part = payload
    for name in outer:
        part = part[name]
    part[last] = value
    return encoded(payload)


DEEP = base64.b64encode(b"[" * 100_000).decode()
NESTED = base64.b64encode(b'{"challenge":' * 50_000).decode()


@pytest.mark.parametrize(
    "payload",
    [
        *("", " ", "x", "=", "====", "é", "\x00", "\ud800", "not base64!", "[]", "{}", "null"),
        *map(encoded, [None, 1, "text", [], {}, [[]], {"challenge": {}}, {"solution": {}}]),
        encoded({"challenge": [], "solution": []}),
        encoded({"challenge": {"parameters": None}, "solution": {"counter": 1, "derivedKey": ""}}),
        encoded({"challenge": {"parameters": "text"}, "solution": None}),
        base64.b64encode(b"\xff\xfe").decode(),
        base64.b64encode(b"NaN").decode(),
        base64.b64encode(b"1" * 5000).decode(),
        base64.b64encode(b"{" * 4000).decode(),
        DEEP,
        NESTED,
    ],
)
def test_what_is_no_solution_is_none(payload):
    assert proof.verify(payload, FORM) is False


@pytest.mark.parametrize(
    "path",
    [
        ("challenge",),
        ("solution",),
        ("challenge", "signature"),
        ("challenge", "parameters"),
        ("solution", "counter"),
        ("solution", "derivedKey"),
        *[
            ("challenge", "parameters", name)
            for name in ("data", "nonce", "salt", "cost", "algorithm")
        ],
        ("challenge", "parameters", "data", "form"),
    ],
)
def test_a_solution_that_lacks_a_part_or_has_nonsense_there_is_none(path):
    assert proof.verify(without(*path), FORM) is False
    for value in (
        None,
        True,
        -1,
        1e308,
        "text",
        "\ud800",
        [],
        {},
        [None],
        {"__proto__": 1},
        10**400,
    ):
        # Which attempt it was is not asked: only its key counts.
        counts = path == ("solution", "counter")
        assert proof.verify(with_value(value, *path), FORM) is counts


@pytest.fixture
def asking(db):
    return FormSwitch.objects.create(slug="contact", mode="proof")


def send(client, **changes) -> Message:
    assert client.post(CONTACT, message_fields(**changes)).status_code == 302
    return Message.objects.get()


def test_a_form_asks_for_a_proof_only_where_staff_want_one(client, db):
    assert "data-challenge" not in client.get(CONTACT).content.decode()
    FormSwitch.objects.create(slug="contact", mode="proof")
    page = client.get(CONTACT).content.decode()
    assert "data-challenge" in page
    assert "js/intake/proof.js" in page


def test_the_challenge_of_a_form_is_for_its_key(client, asking):
    form = client.get(CONTACT).context["form"]
    key = read_key("contact", form.fresh_key).value
    assert json.loads(form.challenge)["parameters"]["data"] == {"form": key.hex}


def test_a_message_with_its_proof_is_received_at_once(client, asking, jobs):
    key = key_for("contact")
    payload = encoded(solved(read_key("contact", key).value))
    message = send(client, form_key=key, proof=payload)
    assert (message.doubt, message.held_at) == ("", None)
    assert Mail.objects.count() == 1


@pytest.mark.parametrize("payload", ["", "nonsense", encoded({"challenge": 1})])
def test_a_message_without_is_received_and_held(client, asking, payload):
    message = send(client, proof=payload)
    assert (message.doubt, message.held_at is None) == ("proof", False)
    assert Mail.objects.count() == 0
    page = client.get(message.get_absolute_url()).content.decode()
    assert "looks at it before it counts" in page


def test_a_proof_serves_once(client, asking, jobs):
    key = key_for("contact")
    payload = encoded(solved(read_key("contact", key).value))
    send(client, form_key=key, proof=payload)
    client.post(CONTACT, message_fields(proof=payload))
    assert sorted(Message.objects.values_list("doubt", flat=True)) == ["", "proof"]
