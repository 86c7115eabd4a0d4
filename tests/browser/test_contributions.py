"""From a pitch to a published piece, and from a simulation to its resolved forecast, in a real browser."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article, Forecast
from submissions.models import Contribution
from tests.contributions import forecast_fields, inviting_series, make_contribution
from tests.factories import make_region

pytestmark = pytest.mark.browser

AXE = (
    "() => axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => v.id))"
)


@pytest.fixture(autouse=True)
def _quick(monkeypatch, jobs):
    monkeypatch.setattr("ccsis.intake.keys.HASTE", timedelta(0))


@pytest.fixture
def region(live_server):
    return make_region("caucasus")


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phone(request, browser):
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, java_script_enabled=request.param
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.has_scripts = request.param
    yield page
    context.close()


@pytest.fixture
def desk(browser, live_server, client):
    """The browser of somebody who may do everything: the groups are gone with the first test that commits."""
    client.force_login(User.objects.create_superuser("a-made-up-member"))
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([cookie | {"url": live_server.url}])
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.at = lambda path: page.goto(f"{live_server.url}/staff/{path}")
    yield page
    context.close()


def press(page, button):
    main = page.locator("main, #content")
    found = main.get_by_role("button", name=button).or_(main.get_by_role("link", name=button))
    with page.expect_navigation():
        found.first.click()


def fill_person(page):
    page.fill("[name=full_name]", "Avery Example")
    page.fill("[name=email]", "avery@example.org")
    page.fill("[name=phone]", "+00 000 000")
    page.fill("[name=professional_title]", "Made-up researcher")
    page.check("[name=is_exclusive][value=yes]")
    page.fill("[name=conflicts]", "none")
    page.fill("[name=funding]", "nobody")


def is_narrow(page):
    return page.evaluate("document.documentElement.scrollWidth") <= 320


def decide(desk, row, step, **typed):
    """Look at the mail, then take the step."""
    desk.at(f"submissions/contribution/{row.pk}/step/{step}/")
    for name, value in typed.items():
        desk.fill(f"[name={name}]", value)
    press(desk, "Look at the mail")
    desk.get_by_text("The mail as it goes out").wait_for()
    with desk.expect_navigation():
        desk.locator(".desk-preview input[type=submit]").click()


def release(desk, article):
    desk.at(f"articles/article/{article.pk}/step/release/")
    desk.fill("[name=reason]", "Read by two.")
    press(desk, "Release")


def test_a_pitch_is_asked_about_accepted_written_and_published(phone, desk, region, live_server):
    phone.goto(f"{live_server.url}/contribute/")
    press(phone, "Pitch an article")
    press(phone, "Send the pitch")
    assert "This is needed." in phone.content()
    phone.fill("[name=title]", "Who signs the minutes")
    phone.fill("[name=novelty]", "A made-up reason.")
    phone.fill("[name=outline]", "First a made-up committee meets.")
    phone.select_option("[name=region]", label=region.name)
    phone.select_option("[name=piece_kind]", "analysis")
    fill_person(phone)
    assert is_narrow(phone)
    press(phone, "Send the pitch")
    assert "Your pitch has arrived" in phone.content()
    link, row = phone.url, Contribution.objects.get()

    decide(desk, row, "ask", text="Which minutes?")
    phone.goto(link)
    press(phone, "Answer the question")
    assert "Which minutes?" in phone.content()
    phone.fill("[name=text]", "Those of an invented year.")
    press(phone, "Send it to the editors")
    assert "Your text has reached the editors." in phone.content()

    desk.at(f"submissions/contribution/{row.pk}/change/")
    assert "Those of an invented year." in desk.content()
    decide(desk, row, "accept")
    article = Article.objects.get()
    phone.goto(link)
    assert "It is being edited." in phone.content()

    desk.at(f"articles/article/{article.pk}/change/")
    assert row.reference in desk.content()
    desk.fill("[name=standfirst]", "What a signature under minutes says.")
    with desk.expect_navigation():
        desk.click("[name=_save]")
    release(desk, article)
    phone.goto(link)
    press(phone, "Read it")
    assert "What a signature under minutes says." in phone.content()
    assert "Avery Example" in phone.content()


def test_a_simulation_is_published_with_its_timeline_and_resolved(phone, desk, region, live_server):
    series = inviting_series(slug="measures")
    phone.goto(f"{live_server.url}/series/measures/")
    press(phone, "Send a simulation for this series")
    phone.fill("[name=title]", "A ferry without a timetable")
    phone.fill("[name=outline]", "What would two invented ports do?")
    phone.select_option("[name=region]", label=region.name)
    phone.fill("[name=assumptions]", "The ports are invented.")
    phone.fill("[name=actors]", "The first port\nThe second port")
    for index, (date, text) in enumerate([("Day 1", "It waits."), ("Day 2", "It leaves.")]):
        phone.fill(f"[name=step-{index}-date]", date)
        phone.fill(f"[name=step-{index}-text]", text)
    add = phone.get_by_role("button", name="Add another step")
    if phone.has_scripts:
        add.click()
    else:
        with phone.expect_navigation():
            add.click()
    phone.fill("[name=step-3-date]", "Day 4")
    phone.fill("[name=step-3-text]", "It comes back.")
    for name, value in forecast_fields().items():
        phone.fill(f"[name={name}]", value)
    fill_person(phone)
    assert is_narrow(phone)
    press(phone, "Send the simulation")
    assert "Your simulation has arrived" in phone.content()
    row = Contribution.objects.get()
    assert [step["date"] for step in row.course] == ["Day 1", "Day 2", "Day 4"]

    decide(desk, row, "accept")
    article = Article.objects.get()
    release(desk, article)
    page = f"{live_server.url}{article.get_absolute_url()}"
    phone.goto(page)
    assert phone.title().startswith("Simulation, not a report of events")
    assert phone.locator("ol.timeline > li").count() == 3
    assert is_narrow(phone)

    Forecast.objects.update(due_on=timezone.now().date() - timedelta(days=1))
    desk.at(f"articles/article/{article.pk}/step/resolve/")
    desk.check("[name=outcome][value=confirmed]")
    desk.fill("[name=resolution]", "Both ports printed the same hour.")
    press(desk, "Resolve")
    phone.goto(page)
    assert "Both ports printed the same hour." in phone.content()
    phone.goto(f"{live_server.url}{series.get_absolute_url()}")
    assert "How the forecasts fared" in phone.content()


def test_who_wants_to_be_protected_leaves_no_name_on_the_device(browser, region, live_server):
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{live_server.url}/contribute/pitch/")
    page.fill("[name=full_name]", "Canaryname")
    page.reload()
    assert "Canaryname" in page.evaluate("JSON.stringify(localStorage)")
    page.fill("[name=title]", "Who signs the minutes")
    page.check("[name=is_protected]")
    page.fill("[name=full_name]", "Canaryname")
    page.reload()
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "Who signs the minutes" in kept
    assert "Canaryname" not in kept
    context.close()


def test_the_choice_also_clears_what_was_typed_before_it(browser, region, live_server):
    context = browser.new_context()
    page = context.new_page()
    for title in ("Typed on Monday", "Typed on Tuesday"):
        page.goto(f"{live_server.url}/contribute/pitch/")
        page.fill("[name=full_name]", "Canaryname Quillfeather")
        page.fill("[name=title]", title)
        page.wait_for_function("title => JSON.stringify(localStorage).includes(title)", arg=title)
    assert page.evaluate("JSON.stringify(localStorage)").count("Canaryname") == 2
    page.check("[name=is_protected]")
    page.wait_for_function("() => !JSON.stringify(localStorage).includes('Canaryname')")
    kept = page.evaluate("JSON.stringify(localStorage)")
    context.close()
    assert ("Typed on Monday" in kept, "Typed on Tuesday" in kept) == (True, True)


def test_the_pages_of_the_desk_have_no_violations_of_axe(desk, region, axe):
    row = make_contribution(is_protected=True, state="asked")
    row.exchanges.create(kind="question", text="Which minutes?")
    row.exchanges.create(kind="answer", text="Those.")
    here = f"submissions/contribution/{row.pk}/"
    paths = [
        "submissions/contribution/",
        f"{here}change/",
        f"{here}step/accept/",
        f"{here}step/decline/",
        f"{here}identity/",
        "submissions/contribution/add/",
        "submissions/contribution/add/?kind=simulation",
    ]
    found = {}
    for path in paths:
        desk.at(path)
        desk.evaluate(axe)
        found[path] = desk.evaluate(AXE)
    assert found == {path: [] for path in paths}
