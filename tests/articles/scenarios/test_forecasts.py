"""Forecasts are resolved by editors, once readers have seen them; and how well they fared is counted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import forecasts
from articles.models import Article, Forecast, Kind, State
from ccsis.audit.models import Action, Entry
from ccsis.workflow.models import Step
from ccsis.workflow.transitions import Refused
from tests.factories import make_forecast, make_simulation, make_user

pytestmark = pytest.mark.django_db
Outcome = Forecast.Outcome
LATER = timezone.now() + timedelta(days=1)


def resolve(forecast, outcome=Outcome.REFUTED, resolution=" It was not. ", by=None, **more):
    forecasts.resolve_forecast(
        forecast.article, by=by, outcome=outcome, resolution=resolution, **more
    )
    forecast.refresh_from_db()
    return forecast


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_superuser("editor")


def test_resolving_tells_what_happened_and_notes_who_and_why(editor):
    forecast = resolve(make_forecast(), by=editor, reason="The season is over.")
    assert (forecast.outcome, forecast.resolution) == ("refuted", "It was not.")
    assert (forecast.resolved_by, forecast.is_resolved) == (editor, True)
    step = Step.objects.of(forecast.article).get()
    assert (step.transition, step.by, step.reason) == ("resolve", editor, "The season is over.")
    entry = Entry.objects.get()
    assert (entry.action, entry.subject_pk) == (Action.FORECAST_RESOLVED, forecast.article_id)


def test_what_was_said_can_be_mended():
    first = resolve(make_forecast()).resolved_at
    forecast = resolve(Forecast.objects.get(), Outcome.CONFIRMED, "It was, a day later.")
    assert (forecast.outcome, forecast.resolution) == ("confirmed", "It was, a day later.")
    assert forecast.resolved_at > first


def test_a_resolution_can_be_taken_back(editor):
    forecast = resolve(resolve(make_forecast(), by=editor), Outcome.OPEN, "")
    assert (forecast.outcome, forecast.resolution) == ("", "")
    assert (forecast.resolved_at, forecast.resolved_by) == (None, None)


@pytest.mark.parametrize(
    ("outcome", "resolution"),
    [(Outcome.REFUTED, " "), (Outcome.OPEN, "It was not."), ("perhaps", "It was not.")],
)
def test_half_a_resolution_is_refused(outcome, resolution):
    forecast = make_forecast()
    with pytest.raises(Refused):
        resolve(forecast, outcome, resolution)
    forecast.refresh_from_db()
    assert (forecast.is_resolved, Step.objects.count()) == (False, 0)


def test_a_resolution_that_nobody_read_is_not_written_over():
    seen = forecasts.stamp(resolve(make_forecast()))
    resolve(Forecast.objects.get(), Outcome.UNDECIDED, "Nobody can tell.", seen=seen)
    with pytest.raises(Refused, match="after you opened it"):
        resolve(Forecast.objects.get(), seen=seen)
    assert Forecast.objects.get().outcome == Outcome.UNDECIDED


def test_who_may_not_resolve_is_refused():
    with pytest.raises(Refused, match="may not"):
        resolve(make_forecast(), by=make_user())


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DRAFT},
        {"published_at": LATER},
        {"state": State.WITHDRAWN},
        {"kind": Kind.ANALYSIS},
        {"deleted_at": timezone.now()},
    ],
)
def test_only_what_readers_see_as_a_simulation_is_resolved(fields):
    forecast = make_forecast(make_simulation(**fields))
    with pytest.raises(Refused):
        resolve(forecast)


def test_a_simulation_without_a_forecast_has_nothing_to_resolve():
    with pytest.raises(Refused):
        forecasts.resolve_forecast(make_simulation(), by=None, outcome="refuted", resolution="No.")


def test_the_one_that_is_due_longest_waits_first():
    today = timezone.localdate()
    make_forecast(due_on=today)
    make_forecast(due_on=today - timedelta(days=9), outcome=Outcome.UNDECIDED)
    make_forecast(make_simulation(published_at=LATER), due_on=today - timedelta(days=9))
    late, later = (make_forecast(due_on=today - timedelta(days=days)).article_id for days in (1, 2))
    assert [piece.pk for piece in forecasts.waiting()] == [later, late]


@pytest.mark.parametrize(
    ("likelihood", "outcome", "score"),
    [
        (80, Outcome.CONFIRMED, 0.04),
        (80, Outcome.REFUTED, 0.64),
        (50, Outcome.CONFIRMED, 0.25),
        (50, Outcome.REFUTED, 0.25),
        (99, Outcome.CONFIRMED, 0.0001),
        (80, Outcome.UNDECIDED, None),
        (80, Outcome.OPEN, None),
        (None, Outcome.CONFIRMED, None),
    ],
)
def test_the_score_is_the_square_of_the_distance_from_what_came(likelihood, outcome, score):
    forecast = Forecast(likelihood=likelihood, outcome=outcome)
    assert forecasts.brier_score(forecast) == (score and pytest.approx(score))


def test_a_track_counts_outcomes_and_takes_the_mean_score():
    make_simulation()
    for likelihood, outcome in ((80, "confirmed"), (20, "refuted"), (50, "refuted"), (9, "")):
        make_forecast(likelihood=likelihood, outcome=outcome)
    pieces = Article.objects.select_related("forecast").order_by("pk")
    track = forecasts.track_of(pieces)
    assert len(track.pieces) == 4
    assert [(number, str(label)) for number, label in track.counts] == [
        (1, "confirmed"),
        (2, "refuted"),
        (1, "not resolved yet"),
    ]
    assert track.score == pytest.approx((0.04 + 0.04 + 0.25) / 3)


def test_a_track_without_scores_has_no_mean():
    make_forecast()
    assert forecasts.track_of(Article.objects.select_related("forecast")).score is None
