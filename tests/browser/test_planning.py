"""Topics, series and the calendar in a browser: with the keyboard, on a phone, without complaints of axe."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article, SeriesPart, State, Topic
from tests.desk import ADD, ARTICLES, page_of, step_of
from tests.factories import make_article, make_place, make_series
from tests.sendings import make_event

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
RUN = """async tags => (await axe.run(document, { runOnly: tags, resultTypes: ['violations'], preload: false }))
    .violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)}`))"""
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"
LONG_WORD = "incomprehensibilities" * 4
TOPICS, SERIES, CALENDAR = "/staff/articles/topic/", "/staff/articles/series/", "/staff/calendar/"
PLACES = "/staff/articles/namedplace/"


@pytest.fixture
def browser_page(browser_page, axe):
    """With axe in each of its documents."""
    browser_page.add_init_script(axe)
    return browser_page


@pytest.fixture
def noon():
    """Of today: the day does not end in the middle of a test."""
    with time_machine.travel(timezone.localtime().replace(hour=12)):
        yield


@pytest.fixture
def topics(transactional_db):
    for name in ("water", "waters", "watermarks", "law"):
        Topic.objects.create(name=name, slug=name)
    make_article(topics=["waters"])


@pytest.fixture
def series(transactional_db):
    series = make_series(title="Common measures")
    soon = timezone.localdate() + timedelta(days=1)
    series.parts.create(number=1, title="A gauge", standfirst="What it knows.", planned_on=soon)
    series.parts.create(number=2, title=LONG_WORD)
    series.parts.create(number=3, article=make_article(title="Пример", language="ru"))
    return series


def test_topics_are_offered_after_each_comma_and_taken_by_keyboard(desk, live_server, topics):
    desk.goto(f"{live_server.url}{ADD}")
    field = desk.get_by_role("combobox", name="Topics")
    offers = desk.locator(".offers [role=option]")
    field.click()
    # At once: each answer to a part of it would begin the choice anew.
    desk.keyboard.insert_text("law, wat")
    expect(offers).to_have_text(["water (0 pieces)", "watermarks (0 pieces)", "waters (1 piece)"])
    assert field.get_attribute("aria-expanded") == "true"
    for key in ("ArrowDown", "ArrowDown", "ArrowDown"):
        desk.keyboard.press(key)
    assert desk.inner_text(".offers [aria-selected=true]") == "waters (1 piece)"
    desk.keyboard.press("Enter")
    assert field.input_value() == "law, waters, "
    assert field.get_attribute("aria-expanded") == "false"
    # What is there already is not offered again.
    desk.keyboard.type("wat")
    expect(offers).to_have_text(["water (0 pieces)", "watermarks (0 pieces)"])
    desk.keyboard.press("Escape")
    assert desk.locator("[role=listbox]").is_hidden()


def test_a_late_answer_takes_no_choice_away(desk, live_server, topics):
    """Else the key that takes it would save the form."""
    desk.goto(f"{live_server.url}{ADD}")
    field = desk.get_by_role("combobox", name="Topics")
    field.click()
    desk.keyboard.insert_text("wat")
    expect(desk.locator(".offers [role=option]")).to_have_count(3)
    held = []
    desk.route("**/suggest/**", lambda route: held.append(route))
    with desk.expect_request("**/suggest/**"):
        desk.keyboard.type("e")
    desk.keyboard.press("ArrowDown")
    with desk.expect_response("**/suggest/**"):
        held[0].continue_()
    desk.evaluate("() => new Promise((resolve) => setTimeout(resolve, 100))")
    desk.keyboard.press("Enter")
    expect(field).to_have_value("water, ")


def test_on_a_phone_an_offer_is_taken_by_touch(desk, live_server, topics):
    desk.set_viewport_size({"width": 320, "height": 700})
    desk.goto(f"{live_server.url}{ADD}")
    field = desk.get_by_role("combobox", name="Topics")
    field.click()
    desk.keyboard.type("WAT")
    assert desk.evaluate(OVERFLOW) <= 0
    desk.get_by_role("option", name="watermarks").click()
    assert field.input_value() == "watermarks, "


def test_two_topics_become_one(desk, live_server, topics):
    desk.goto(f"{live_server.url}{TOPICS}alike/")
    desk.get_by_role("link", name="Merge water, waters").click()
    assert "1 piece has one of these topics (1 public)." in desk.inner_text(".standing")
    desk.get_by_label("water (0 pieces)").check()
    desk.get_by_role("button", name="Merge these 2 topics").click()
    desk.wait_for_selector(".messagelist")
    assert list(Article.objects.get().topics.names()) == ["water"]
    desk.goto(f"{live_server.url}/topics/waters/")
    assert desk.url == f"{live_server.url}/topics/water/"


def test_renaming_to_a_name_that_is_there_leads_to_merging(desk, live_server, topics):
    topic = Topic.objects.get(name="watermarks")
    desk.goto(f"{live_server.url}{TOPICS}{topic.pk}/change/")
    desk.fill("#id_name", "Law")
    desk.click("[name=_save]")
    desk.wait_for_selector(".messagelist")
    expect(desk.get_by_label("law (0 pieces)")).to_be_checked()
    expect(desk.get_by_role("button", name="Merge these 2 topics")).to_be_visible()


def test_parts_are_moved_and_begun_without_any_script(browser, desk, live_server, series):
    state = desk.context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    plain = context.new_page()
    plain.goto(f"{live_server.url}{SERIES}{series.pk}/plan/")
    with plain.expect_navigation():
        plain.get_by_role("button", name="Move down: A gauge").click()
    part = SeriesPart.objects.get(title="A gauge")
    assert plain.url.endswith(f"/plan/#part-{part.pk}")
    assert part.number == 2
    with plain.expect_navigation():
        plain.get_by_role("button", name="Begin its draft (A gauge)").click()
    article = Article.objects.get(title="A gauge")
    assert plain.url.startswith(f"{live_server.url}{page_of(article)}")
    assert plain.input_value("#id_standfirst") == "What it knows."
    context.close()


def test_the_calendar_is_a_table_on_a_screen_and_a_list_on_a_phone(noon, desk, live_server, series):
    make_article(title="A dated draft", state=State.DRAFT, published_at=timezone.now())
    desk.goto(f"{live_server.url}{CALENDAR}")
    month = f"{timezone.localdate():%B %Y}"
    assert desk.get_by_role("table", name=month).is_visible()
    assert desk.get_by_role("columnheader").all_inner_texts()[0] == "Monday"
    cell = desk.locator("td[aria-current=date]")
    assert "not released, though its time has come (draft)" in cell.inner_text()
    desk.set_viewport_size({"width": 320, "height": 700})
    assert desk.get_by_role("table", name=month).count() == 0
    day = f"{timezone.localdate():%A, %-d %B}, today"
    assert (
        desk.get_by_role("region", name=day).get_by_role("link", name="A dated draft").is_visible()
    )


def test_a_piece_is_begun_on_a_day_of_the_calendar(noon, desk, live_server, series):
    desk.goto(f"{live_server.url}{CALENDAR}")
    day = timezone.localdate()
    desk.get_by_role("link", name=f"New piece on {day:%-d %B}").first.click()
    assert desk.input_value("#id_published_at_0") == f"{day}"
    assert desk.input_value("#id_published_at_1") == "09:00:00"


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(desk, live_server, topics, series, width):
    make_event(name=LONG_WORD, starts_on=timezone.localdate())
    Topic.objects.create(name=LONG_WORD, slug="long")
    Topic.objects.create(name=f"{LONG_WORD}s", slug="longs")
    keys = Topic.objects.filter(slug__startswith="long").values_list("pk", flat=True)
    merging = "&".join(f"topic={key}" for key in keys)
    pages = [
        CALENDAR,
        f"{CALENDAR}?month=zz",
        f"{TOPICS}alike/",
        f"{TOPICS}merge/?{merging}",
        f"{TOPICS}merge/?topic={keys[0]}",
        f"{TOPICS}{keys[0]}/delete/",
        f"{SERIES}{series.pk}/plan/",
    ]
    desk.set_viewport_size({"width": width, "height": 900})
    found = []
    for scheme in ("light", "dark"):
        # Before the page is there: the admin lets colours of links change slowly.
        desk.emulate_media(color_scheme=scheme)
        for page in pages:
            desk.goto(f"{live_server.url}{page}")
            found += [f"{page} {scheme} {one}" for one in desk.evaluate(RUN, TAGS)]
            if desk.evaluate(OVERFLOW) > 0:
                found.append(f"{page} scrolls sideways")
    assert found == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_axe_finds_nothing_in_lists_forms_and_before_a_release(
    desk, live_server, topics, series, width, scheme
):
    place = make_place(
        {"name": "Khankendi", "language": "az"}, "Stepanakert", note="A made-up note."
    )
    draft = make_article(title="In Khankendi", state=State.IN_REVIEW, standfirst="")
    topic = Topic.objects.get(name="water")
    desk.set_viewport_size({"width": width, "height": 900})
    desk.emulate_media(color_scheme=scheme)
    found = []

    def judge():
        found.extend(f"{desk.url} {one}" for one in desk.evaluate(RUN, TAGS))
        if desk.evaluate(OVERFLOW) > 0:
            found.append(f"{desk.url} scrolls sideways")

    for page in (
        PLACES,
        f"{PLACES}?q=nowhere",
        f"{PLACES}add/",
        f"{PLACES}{place.pk}/change/",
        TOPICS,
        f"{TOPICS}{topic.pk}/change/",
        f"{SERIES}{series.pk}/change/",
        step_of(draft, "release"),
    ):
        desk.goto(f"{live_server.url}{page}")
        judge()
    desk.goto(f"{live_server.url}{ARTICLES}")
    for row in Article.objects.values_list("pk", flat=True):
        desk.check(f"[name=_selected_action][value='{row}']")
    desk.select_option("[name=action]", "release_selected")
    with desk.expect_navigation():
        desk.click("[name=index]")
    desk.get_by_text("Release").first.wait_for()
    judge()
    assert found == []
