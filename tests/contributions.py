"""What a browser sends of the forms for pitches and simulations."""

import uuid
from datetime import timedelta

from django.utils import timezone

from ccsis.intake.references import new_reference
from ccsis.lib.encryption import email_digest
from submissions.identities import protect
from submissions.models import Contribution
from tests.factories import make_region, make_series
from tests.sendings import key_for

PITCH, SIMULATION = "/contribute/pitch/", "/contribute/simulation/"
#: Nobody else is called so: what is looked for where it must not be.
CANARY = {
    "full_name": "Canaryname Quillfeather",
    "email": "canary.quillfeather@example.org",
    "phone": "+99 8877665544",
    "professional_title": "Canarytitle",
    "affiliation": "Canaryaffiliation",
    "biography": "Canarybiography of a made-up person.",
    "links": "https://canarylinks.example.org/",
}


def person_fields(**changes) -> dict[str, str]:
    return {
        "full_name": "Avery Example",
        "email": "avery.example@example.org",
        "phone": "+00 000 000",
        "professional_title": "Made-up researcher",
        "affiliation": "Demonstration Institute",
        "biography": "A made-up person.",
        "is_exclusive": "yes",
        "conflicts": "none",
        "funding": "nobody",
    } | changes


def pitch_fields(**changes) -> dict[str, str]:
    return (
        person_fields()
        | {
            "form_key": key_for("pitch"),
            "title": "Who signs the minutes",
            "novelty": "A made-up reason.",
            "outline": "First a made-up committee meets.\n\nThen it signs.\nTwice.",
            "region": str(make_region(slug="caucasus").pk),
            "piece_kind": "analysis",
            "text_language": "en",
        }
        | changes
    )


def simulation_fields(series, **changes) -> dict[str, str]:
    return (
        person_fields()
        | {
            "form_key": key_for("simulation"),
            "series_choice": str(series.pk),
            "title": "A ferry without a timetable",
            "outline": "What would two invented ports do?",
            "region": str(make_region(slug="caucasus").pk),
            "text_language": "en",
            "assumptions": "The ports are invented.",
            "actors": "The first port\nThe second port",
            "step-count": "2",
            "step-0-date": "Day 1",
            "step-0-text": "The ferry waits.",
            "step-1-date": "Day 2",
            "step-1-text": "It leaves.",
        }
        | changes
    )


def forecast_fields(**changes) -> dict[str, str]:
    due = timezone.now().date() + timedelta(days=30)
    return {
        "likelihood": "30",
        "confirmed_if": "Both ports print the same hour.",
        "refuted_if": "They print two.",
        "due_on": due.isoformat(),
    } | changes


def inviting_series(**changes):
    today = timezone.now().date()
    known = {"title": "Common measures", "invites_simulations": True, "announced_on": today}
    return make_series(**known | changes)


def protected_fields(**changes) -> dict[str, str]:
    return pitch_fields(**CANARY) | {"is_protected": "on", "pseudonym": "A. Mockup"} | changes


def send_pitch(client, **changes) -> Contribution:
    """Send one and return it. Fails where it was not received."""
    return _sent(client, PITCH, pitch_fields(**changes))


def send_protected(client, **changes) -> Contribution:
    return _sent(client, PITCH, protected_fields(**changes))


def send_simulation(client, series=None, **changes) -> Contribution:
    fields = simulation_fields(series or inviting_series(), **changes)
    return _sent(client, SIMULATION, fields)


def make_contribution(*, is_protected=False, **changes) -> Contribution:
    values = {
        "kind": "pitch",
        "title": "Who signs the minutes",
        "outline": "First a made-up committee meets.",
        "novelty": "A made-up reason.",
        "full_name": "Avery Example",
        "email": "avery@example.org",
        "promised_on": timezone.now().date() + timedelta(days=14),
        "form_key": uuid.uuid4(),
        "reference": new_reference("P"),
        "link_until": timezone.now() + timedelta(days=30),
    } | changes
    if values.get("state") in ("accepted", "declined"):
        values.setdefault("decided_at", timezone.now())
    if values.get("state") == "asked":
        values.setdefault("asked_at", timezone.now())
    row = Contribution(**values, email_digest=values["email"] and email_digest(values["email"]))
    if is_protected:
        row.pseudonym = row.pseudonym or "A. Mockup"
        protect(row)
    row.save()
    return row


def _sent(client, path: str, fields: dict) -> Contribution:
    response = client.post(path, fields)
    assert response.status_code == 302, response.context["form"].errors
    return Contribution.objects.order_by("-pk")[0]
