"""The rules that scenarios, their steps and forecasts keep in the database."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article, Forecast, Scenario, ScenarioStep
from tests.factories import make_article, make_forecast, make_simulation, make_step

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def refused(name, action):
    """The database itself refuses this, by the constraint of that name."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        action()
    return name in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("forecast_likelihood_is_from_1_to_99", {"likelihood": 0}),
        ("forecast_likelihood_is_from_1_to_99", {"likelihood": 100}),
        ("forecast_says_what_confirms_it", {"confirmed_if": " "}),
        ("forecast_says_what_refutes_it", {"refuted_if": ""}),
        ("forecast_outcome_is_known", {"outcome": "perhaps"}),
        ("forecast_is_resolved_with_time_and_text", {"outcome": "refuted", "resolution": " "}),
        ("forecast_is_resolved_with_time_and_text", {"outcome": "refuted", "resolved_at": None}),
        ("forecast_is_resolved_with_time_and_text", {"resolution": "It was."}),
        ("forecast_is_resolved_with_time_and_text", {"resolved_at": NOW}),
    ],
)
def test_the_database_refuses_a_forecast(name, fields):
    assert refused(name, lambda: make_forecast(**fields))


@pytest.mark.parametrize("fields", [{"likelihood": None}, {"likelihood": 1}, {"likelihood": 99}])
def test_a_forecast_needs_no_likelihood(fields):
    assert make_forecast(**fields).likelihood == fields["likelihood"]


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("scenario_steps_count_from_one", {"number": 0}),
        ("scenario_step_has_date", {"number": 1, "date": " – "}),
        ("scenario_step_has_text", {"number": 1, "text": "\n"}),
    ],
)
def test_the_database_refuses_a_step(name, fields):
    article = make_article()
    assert refused(name, lambda: make_step(article, **fields))


def test_the_database_refuses_an_actor_without_a_name():
    article = make_article()
    actors = ["Ferry Company", ""]
    refusal = "scenario_actors_have_names"
    assert refused(refusal, lambda: Scenario.objects.create(article=article, actors=actors))


def test_steps_may_change_places_in_one_transaction():
    article = make_simulation()
    first, second = article.steps.all()
    with transaction.atomic():
        for step, number in ((first, 2), (second, 1)):
            ScenarioStep.objects.filter(pk=step.pk).update(number=number)
    assert [str(step) for step in article.steps.all()] == ["Day 3", "Day 1, morning"]


@pytest.mark.parametrize(
    ("days", "outcome", "is_overdue"),
    [(-1, "", True), (0, "", False), (1, "", False), (-1, Forecast.Outcome.UNDECIDED, False)],
)
def test_a_forecast_is_overdue_once_its_day_has_passed(days, outcome, is_overdue):
    due_on = timezone.localdate() + timedelta(days=days)
    assert make_forecast(due_on=due_on, outcome=outcome).is_overdue is is_overdue


def test_all_of_it_goes_with_the_piece():
    make_forecast()
    Article.objects.get().delete()
    assert not any(model.objects.exists() for model in (Scenario, ScenarioStep, Forecast))
