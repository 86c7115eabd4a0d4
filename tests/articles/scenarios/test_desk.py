"""Simulations at the desk: their inline forms, the step that resolves a forecast, the queue."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Forecast, Kind, State
from ccsis.desk.models import UnsavedWork
from tests.desk import ADD, ARTICLES, fields, page_of, step_of, take, written
from tests.factories import make_article, make_forecast, make_simulation

pytestmark = pytest.mark.django_db
NO_ROWS = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}


def rows(prefix, *typed, initial=0):
    """Inline forms as a browser sends them."""
    counts = {"TOTAL_FORMS": str(len(typed)), "INITIAL_FORMS": str(initial)}
    sent = {f"{prefix}-{name}": value for name, value in counts.items()}
    for number, row in enumerate(typed):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def step(place, when, what, **more):
    return {"number": str(place), "date": when, "text": what} | more


def simulated(*steps, scenario=None, forecast=None, **counts):
    """What the inline forms of a simulation bring."""
    return (
        rows("scenario", scenario or {"assumptions": "", "actors": ""}, **counts)
        | rows("steps", *steps)
        | rows("forecast", forecast or {})
    )


FORECAST = {
    "likelihood": "30",
    "confirmed_if": "A second gauge.",
    "refuted_if": "None.",
    "due_on": "2099-03-02",
}


def told(article):
    return [(row.number, row.date, row.text) for row in article.steps.all()]


def shown(client, address):
    page = client.get(address).context
    return [inline.formset.prefix for inline in page["inline_admin_formsets"]]


def test_a_simulation_is_written_in_one_form(staff_client):
    assert shown(staff_client, f"{ADD}?kind=simulation")[:3] == ["scenario", "steps", "forecast"]
    brought = simulated(
        step("", "Day 1", "Silence."),
        step("", "Day 3", "Haze."),
        scenario={"assumptions": "One gauge.", "actors": "Amber\r\n\r\n Cobalt \r\n"},
        forecast=FORECAST,
    )
    staff_client.post(ADD, fields(kind=Kind.SIMULATION, **brought))
    article = Article.objects.get()
    assert told(article) == [(1, "Day 1", "Silence."), (2, "Day 3", "Haze.")]
    assert article.scenario.actors == ["Amber", "Cobalt"]
    assert (article.forecast.likelihood, article.forecast.due_on) == (30, date(2099, 3, 2))


def test_a_simulation_needs_none_of_it(staff_client):
    staff_client.post(ADD, fields(kind=Kind.SIMULATION, **simulated(step("", "", ""))))
    article = Article.objects.get()
    assert (told(article), hasattr(article, "scenario"), hasattr(article, "forecast")) == (
        [],
        False,
        False,
    )


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"likelihood": "100"}, "less than or equal to 99"),
        ({"likelihood": "0"}, "greater than or equal to 1"),
        ({"due_on": ""}, "required"),
        ({"refuted_if": ""}, "required"),
        ({"confirmed_if": "–"}, "Say what would confirm"),
    ],
)
def test_half_a_forecast_is_refused_and_kept(staff_client, typed, error):
    brought = simulated(forecast=FORECAST | typed)
    page = staff_client.post(ADD, fields(kind=Kind.SIMULATION, **brought)).content.decode()
    assert error in page
    assert not Article.objects.exists()


def test_who_chooses_the_kind_in_a_plain_form_is_told_where_to_go_on(staff_client):
    assert "steps" not in shown(staff_client, ADD)
    response = staff_client.post(ADD, fields(kind=Kind.SIMULATION), follow=True)
    article = Article.objects.get()
    (message, _) = response.context["messages"]
    assert "its scenario and its steps can be written now" in str(message)
    assert shown(staff_client, page_of(article))[:3] == ["scenario", "steps", "forecast"]


def test_what_was_typed_is_saved_though_the_kind_was_changed_in_the_same_form(staff_client):
    article = make_article(kind=Kind.SIMULATION, state=State.DRAFT)
    brought = written(article, kind=Kind.ANALYSIS, **simulated(step("", "Day 1", "Silence.")))
    staff_client.post(page_of(article), brought)
    article.refresh_from_db()
    assert (article.kind, told(article)) == (Kind.ANALYSIS, [(1, "Day 1", "Silence.")])
    assert "steps" not in shown(staff_client, page_of(article))


def saved(article, *changed):
    """The steps as they are, each with what is changed in it, and new ones."""
    was = list(article.steps.all())
    typed = [
        step(row.number, row.date, row.text, id=str(row.pk), article=str(article.pk)) for row in was
    ]
    typed = [row | change for row, change in zip(typed, changed, strict=False)]
    typed += [step("", "", "") | change for change in changed[len(was) :]]
    scenario = article.scenario
    kept = {"assumptions": scenario.assumptions, "actors": "\n".join(scenario.actors)}
    kept |= {"id": str(scenario.pk), "article": str(article.pk)}
    return (
        rows("scenario", kept, initial=1)
        | rows("steps", *typed, initial=len(was))
        | rows("forecast", {})
    )


@pytest.mark.parametrize(
    ("changed", "order"),
    [
        (({"number": "2"}, {"number": "1"}), ["Day 3", "Day 1, morning"]),
        (({}, {}, step("2", "Day 2", "Haze.")), ["Day 1, morning", "Day 2", "Day 3"]),
        (({}, {}, step("1", "Day 0", "Sun.")), ["Day 0", "Day 1, morning", "Day 3"]),
        (({}, {}, step("", "Day 9", "Rain.")), ["Day 1, morning", "Day 3", "Day 9"]),
        (({"DELETE": "on"}, {}), ["Day 3"]),
        (({"number": "9"}, {}), ["Day 3", "Day 1, morning"]),
    ],
)
def test_steps_are_numbered_anew(staff_client, changed, order):
    article = make_simulation(state=State.DRAFT)
    response = staff_client.post(page_of(article), written(article, **saved(article, *changed)))
    assert response.status_code == 302
    numbered = [(number, when) for number, when, _ in told(article)]
    assert numbered == list(enumerate(order, start=1))


def test_who_saves_over_a_step_that_somebody_else_changed_is_shown_both(staff_client):
    article = make_simulation(state=State.DRAFT)
    page = staff_client.get(page_of(article)).context["desk"]
    hidden = {"_work": page["claim"], "_fingerprint": page["visit"].fingerprint}
    article.steps.filter(number=2).update(text="They changed this.")
    typed = written(article, **saved(article, {}, {"text": "I changed that."}))
    response = staff_client.post(page_of(article), typed | hidden)
    assert response.status_code == 409
    content = response.content.decode()
    assert "I changed that." in content
    assert "They changed this." in content
    assert article.steps.get(number=2).text == "They changed this."


def keep(client, article, **brought):
    """Leave a form without saving it; the address at which it is opened again."""
    address = f"{ARTICLES}{article.pk}/desk/keep/"
    page = client.get(page_of(article)).context["desk"]
    hidden = {"_work": page["claim"], "_fingerprint": page["visit"].fingerprint}
    client.post(address, written(article, **brought) | hidden)
    return f"{page_of(article)}?work={UnsavedWork.objects.get().pk}"


def test_unsaved_steps_are_opened_again(staff_client):
    article = make_simulation(state=State.DRAFT)
    brought = saved(article, {}, {}, step("", "Day 9", "Not saved yet."))
    page = staff_client.get(keep(staff_client, article, **brought))
    assert "Not saved yet." in page.content.decode()


def test_unsaved_work_without_steps_shows_none_though_there_are_some_by_now(staff_client):
    article = make_article(state=State.DRAFT)
    address = keep(staff_client, article, title="Typed and left")
    Article.objects.update(kind=Kind.SIMULATION)
    assert "steps" not in shown(staff_client, address)


def test_steps_typed_into_a_piece_that_was_released_meanwhile_can_be_copied(staff_client):
    article = make_simulation(state=State.DRAFT)
    brought = saved(article, {}, {}, step("", "Day 9", "Not saved yet."))
    Article.objects.update(state=State.READY)
    response = staff_client.post(page_of(article), written(article, **brought))
    assert response.status_code == 409
    assert "Not saved yet." in response.content.decode()


def test_the_page_of_a_released_piece_shows_scenario_and_forecast(staff_client):
    article = make_forecast().article
    page = staff_client.get(page_of(article)).content.decode()
    assert "The gauge falls silent." in page
    assert "A second gauge is agreed on." in page
    assert step_of(article, "resolve") in page


def test_an_editor_resolves_a_forecast_and_mends_that(staff_client):
    article = make_forecast().article
    page = staff_client.get(step_of(article, "resolve")).content.decode()
    assert "Confirmed if: A second gauge is agreed on." in page
    take(staff_client, article, "resolve", outcome="refuted", resolution="No.")
    take(staff_client, article, "resolve", outcome="confirmed", resolution="It was.")
    forecast = Forecast.objects.get()
    assert (forecast.outcome, forecast.resolution) == ("confirmed", "It was.")
    take(staff_client, article, "resolve", outcome="", resolution="It was.")
    assert not Forecast.objects.get().is_resolved


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"outcome": "", "resolution": "It was."}, "outcome"),
        ({"outcome": "refuted", "resolution": " "}, "resolution"),
        ({"outcome": "perhaps", "resolution": "It was."}, "outcome"),
    ],
)
def test_half_an_answer_is_refused_at_its_field(staff_client, answers, field):
    article = make_forecast().article
    response = take(staff_client, article, "resolve", **answers)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Forecast.objects.get().is_resolved


def test_what_waits_to_be_resolved_stands_on_the_home_page(staff_client):
    make_forecast()
    late = timezone.localdate() - timedelta(days=1)
    article = make_forecast(make_simulation(title="Silence"), due_on=late).article
    queues = {queue.title: queue.rows for queue in staff_client.get("/staff/").context["queues"]}
    (row,) = queues["Forecasts to resolve"]
    assert (row.title, row.url) == ("Silence", step_of(article, "resolve"))
