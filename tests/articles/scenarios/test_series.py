"""The page of a series keeps the record of how its forecasts fared."""

import re
from datetime import date

import pytest
from django.test import Client

from tests.factories import make_forecast, make_series, make_simulation

pytestmark = pytest.mark.django_db


def text(address):
    """A page in one line."""
    return " ".join(Client().get(address).content.decode().split())


@pytest.fixture
def series():
    series = make_series(slug="measures")
    dates = {"due_on": date(2024, 3, 2)}
    for number, fields in enumerate(
        [{"likelihood": 80, "outcome": "confirmed"}, {"outcome": "refuted"}, {"likelihood": None}],
        start=1,
    ):
        article = make_simulation(title=f"Scenario {number}")
        make_forecast(article, **dates | fields)
        series.parts.create(number=number, article=article)
    series.parts.create(number=4, article=make_simulation(title="Without"))
    hidden = make_forecast(make_simulation(title="Draft", state="draft"), due_on=date(2024, 1, 1))
    series.parts.create(number=5, title="To come", article=hidden.article)
    return series


def test_a_series_keeps_the_record_of_its_forecasts(series):
    page = text("/series/measures/")
    record = page[page.index("How the forecasts fared") :]
    assert "1 confirmed, 1 refuted, 1 not resolved yet." in record
    assert "Mean Brier score of the 2 that can be scored: <b>0.06</b>" in record
    assert re.findall(r'#forecast">([^<]+)</a>', record) == [
        "Scenario 1",
        "Scenario 2",
        "Scenario 3",
    ]
    assert re.findall(r"<dt>Likelihood</dt><dd>([^<]+)<", record) == ["80 %", "30 %", "None given"]
    assert re.findall(r"<dt>Outcome</dt><dd>([^<]+)<", record) == [
        "Confirmed",
        "Refuted",
        "The day has passed; not resolved yet",
    ]


def test_a_series_without_forecasts_has_no_record():
    series = make_series(slug="measures")
    series.parts.create(number=1, article=make_simulation())
    assert "forecasts fared" not in text("/series/measures/")


def test_the_record_asks_nothing_more(series, django_assert_num_queries, client):
    client.get("/series/measures/")
    with django_assert_num_queries(3):
        client.get("/series/measures/")
