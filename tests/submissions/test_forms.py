"""What comes in by the forms for pitches and simulations, and what is refused at which field."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ccsis.mail.models import Mail
from submissions.models import Contribution
from tests.contributions import (
    PITCH,
    SIMULATION,
    forecast_fields,
    inviting_series,
    pitch_fields,
    send_pitch,
    send_simulation,
    simulation_fields,
)

pytestmark = pytest.mark.django_db


def errors_of(client, path, fields):
    """By field, the codes of what was refused."""
    response = client.post(path, fields)
    assert response.status_code == 422
    assert not Contribution.objects.exists()
    data = response.context["form"].errors.as_data()
    return {name: [error.code for error in errors] for name, errors in data.items()}


def test_a_pitch_is_received_with_a_promise_and_a_receipt(client):
    row = send_pitch(client, length="1500", ready_on="2026-12-31")
    assert (row.kind, row.state, row.length) == ("pitch", "received", 1500)
    assert row.promised_on == timezone.now().date() + timedelta(days=14)
    assert row.full_name == "Avery Example"
    assert Mail.objects.get().purpose == "receipt"
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Your pitch has arrived" in page
    assert "You have an answer by" in page
    assert "Who signs the minutes" in page


def test_a_simulation_is_received_with_its_steps_in_order_and_its_forecast(client):
    row = send_simulation(client, **forecast_fields())
    assert row.course == [
        {"date": "Day 1", "text": "The ferry waits."},
        {"date": "Day 2", "text": "It leaves."},
    ]
    assert row.actors == ["The first port", "The second port"]
    assert (row.likelihood, row.has_forecast) == (30, True)
    assert row.series.title == "Common measures"
    assert row.promised_on == timezone.now().date() + timedelta(days=21)


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"title": ""}, {"title": ["required"]}),
        ({"title": "…"}, {"title": ["no_letters"]}),
        ({"region": ""}, {"region": ["required"]}),
        ({"region": "999999"}, {"region": ["invalid_choice"]}),
        ({"full_name": ""}, {"full_name": ["required"]}),
        ({"email": "nobody"}, {"email": ["invalid"]}),
        ({"length": "12"}, {"length": ["min_value"]}),
        ({"ready_on": "2020-01-01"}, {"ready_on": ["day"]}),
        ({"ready_on": "soon"}, {"ready_on": ["invalid"]}),
        ({"is_exclusive": ""}, {"is_exclusive": ["required"]}),
        ({"is_exclusive": "no"}, {"offered_elsewhere": ["required"]}),
        ({"conflicts": ""}, {"conflicts": ["required"]}),
        ({"pseudonym": "A. Mockup"}, {"is_protected": ["not_ticked"]}),
        ({"is_protected": "on"}, {"pseudonym": ["required"]}),
        ({"is_protected": "on", "pseudonym": "avery example"}, {"pseudonym": ["own_name"]}),
        ({"novelty": "word " * 201}, {"novelty": ["too_many_words"]}),
    ],
)
def test_a_pitch_is_refused_at_the_field_that_is_wrong(client, changes, errors):
    assert errors_of(client, PITCH, pitch_fields(**changes)) == errors


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"phone": ""}, {"phone": ["required"]}),
        ({"professional_title": ""}, {"professional_title": ["required"]}),
        ({"series_choice": ""}, {"series_choice": ["required"]}),
        ({"step-1-text": ""}, {"step-1-text": ["required"]}),
        ({"step-0-date": "–"}, {"step-0-date": ["no_letters"]}),
        (
            {"step-count": "1", "step-0-date": "", "step-0-text": ""},
            {"step-0-date": ["required"]},
        ),
        (
            {"likelihood": "30"},
            {"confirmed_if": ["required"], "refuted_if": ["required"], "due_on": ["required"]},
        ),
        (
            forecast_fields(confirmed_if="?", refuted_if="–"),
            {"confirmed_if": ["no_letters"], "refuted_if": ["no_letters"]},
        ),
        (forecast_fields(likelihood="100"), {"likelihood": ["max_value"]}),
    ],
)
def test_a_simulation_is_refused_at_the_field_that_is_wrong(client, changes, errors):
    assert errors_of(client, SIMULATION, simulation_fields(inviting_series(), **changes)) == errors


def test_a_series_that_invites_none_takes_none(client):
    series = inviting_series(invites_simulations=False)
    page = client.get(SIMULATION).content.decode()
    assert "No series invites simulations at the moment." in page
    assert errors_of(client, SIMULATION, simulation_fields(series)) == {
        "series_choice": ["invalid_choice"]
    }


def test_steps_that_nobody_filled_in_are_none(client):
    fields = {"step-count": "3", "step-2-date": " ", "step-2-text": ""}
    assert len(send_simulation(client, **fields).course) == 2


def test_steps_are_added_and_moved_by_buttons_without_a_script(client):
    fields = simulation_fields(inviting_series())
    page = client.post(SIMULATION, fields | {"step-do": "down-0"}).context["form"]
    assert page["step-0-date"].value() == "Day 2"
    page = client.post(SIMULATION, fields | {"step-do": "add"}).context["form"]
    assert page["step-count"].value() == "3"
    assert not Contribution.objects.exists()


def test_the_series_in_the_address_is_chosen_at_first(client):
    series = inviting_series(slug="measures")
    form = client.get(f"{SIMULATION}?series=measures").context["form"]
    assert form["series_choice"].value() == str(series.pk)


def test_the_same_form_again_is_the_first_receipt(client):
    fields = pitch_fields()
    first = client.post(PITCH, fields)
    assert client.post(PITCH, fields)["Location"] == first["Location"]
    assert Contribution.objects.count() == Mail.objects.count() == 1
    other = client.post(PITCH, fields | {"title": "Another"})
    assert other.status_code == 422
