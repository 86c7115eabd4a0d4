"""The scenario is part of the text, and changes with it; the forecast is not."""

import pytest
from django.test import Client

from articles.models import Forecast, Scenario
from articles.versions.changes import publish_change, start_change
from articles.versions.comparing import differences
from articles.versions.content import content_of
from tests.desk import page_of, take
from tests.factories import make_forecast, make_simulation

pytestmark = pytest.mark.django_db


def text(address):
    """A page in one line."""
    return " ".join(Client().get(address).content.decode().split())


def test_a_kept_version_tells_the_course_that_it_told():
    piece = make_simulation()
    change = start_change(piece, by=None)
    change.steps.filter(number=2).update(text="Nobody halves anything.")
    change.scenario.assumptions = "There is a second gauge."
    change.scenario.save()
    publish_change(change, by=None)
    now, before = text(piece.get_absolute_url()), text(f"{piece.get_absolute_url()}versions/1/")
    assert "Nobody halves anything." in now
    assert "There is a second gauge." in now
    assert "Both shores halve what they draw." in before
    assert "The gauge is read every hour." in before


def test_a_version_from_before_there_were_scenarios_can_be_read():
    piece = make_simulation()
    publish_change(start_change(piece, by=None), by=None)
    version = piece.versions.get(number=1)
    for name in ("assumptions", "actors", "steps"):
        del version.content[name]
    version.save()
    page = text(f"{piece.get_absolute_url()}versions/1/")
    assert "Some made-up text." in page
    assert "Course of events" not in page


def test_a_change_has_the_scenario_and_no_forecast(staff_client):
    piece = make_simulation()
    make_forecast(piece)
    change = start_change(piece, by=None)
    assert content_of(change) == content_of(piece)
    page = staff_client.get(page_of(change)).context
    prefixes = [inline.formset.prefix for inline in page["inline_admin_formsets"]]
    assert "steps" in prefixes
    assert "forecast" not in prefixes


def test_publishing_a_change_leaves_the_forecast_alone(staff_client):
    piece = make_simulation()
    forecast = make_forecast(piece)
    change = start_change(piece, by=None)
    change.steps.filter(number=2).update(text="Nobody halves anything.")
    take(staff_client, change, "publish")
    assert piece.steps.get(number=2).text == "Nobody halves anything."
    assert Forecast.objects.get() == forecast


def test_staff_see_what_differs_in_the_course():
    piece = make_simulation()
    old = content_of(piece) | {"slug": "a"}
    piece.steps.filter(number=2).update(text="Nobody halves anything.")
    Scenario.objects.all().delete()
    labels = [str(one.label) for one in differences(old, content_of(piece) | {"slug": "a"})]
    assert labels == ["Assumptions", "Actors", "Course of events"]
    older = {name: old[name] for name in old if name not in ("assumptions", "actors", "steps")}
    assert len(differences(older, old)) == 3
