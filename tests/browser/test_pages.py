"""What only a browser can tell about the public pages."""

from itertools import product, takewhile
from urllib.parse import urlsplit

import pytest

from articles.models import Language
from tests.factories import make_article

pytestmark = pytest.mark.browser

BACKGROUND = "place => getComputedStyle(document.querySelector(place)).backgroundColor"


def is_status(text: str, where: str, addresses: list[str]) -> bool:
    """Whether it is Chromium's own note on the status of a refusal that was asked for."""
    return where in addresses and "the server responded with a status of" in text


def sideways(page) -> list[str]:
    """At which widths the page scrolls sideways, also with letters of twice the size."""
    found = []
    for width, size in product((320, 768, 1280), ("", "200%")):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{page.url} {width} {size}")
    return found


def test_no_page_scrolls_sideways_breaks_the_policy_or_owes_anything_to_others(
    addresses, browser_page
):
    """On one visit, since there are many pages."""
    said, asked, wider = [], set(), []
    browser_page.on("console", lambda message: said.append((message.text, message.location["url"])))
    browser_page.on("pageerror", lambda error: said.append((str(error), browser_page.url)))
    browser_page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    for address in addresses:
        browser_page.goto(address)
        wider += sideways(browser_page)
    assert wider == []
    assert [(text, where) for text, where in said if not is_status(text, where, addresses)] == []
    assert asked == {urlsplit(addresses[0]).netloc}
    assert browser_page.context.cookies() == []


def test_an_english_article_loads_three_fonts(live_server, english, browser_page):
    fonts = []

    def note(response):
        if response.request.resource_type == "font":
            fonts.append(response.url.rpartition("/")[2])

    browser_page.on("response", note)
    browser_page.goto(live_server.url + english.get_absolute_url(), wait_until="networkidle")
    assert sorted(fonts) == ["italic-latin.woff2", "sans-latin.woff2", "text-latin.woff2"]


def test_headlines_in_other_scripts_cost_a_list_no_fonts(live_server, english, browser_page):
    make_article(title="Пример заметки", language=Language.RUSSIAN)
    make_article(title="Օրինակելի տեքստ", language=Language.ARMENIAN)
    fonts = set()
    browser_page.on(
        "request",
        lambda request: request.resource_type == "font" and fonts.add(request.url.split("/")[-1]),
    )
    browser_page.goto(live_server.url + "/articles/", wait_until="networkidle")
    assert {name for name in fonts if not name.endswith("-latin.woff2")} == set()


def test_the_keyboard_reaches_everything_and_leaves_the_page(live_server, english, browser_page):
    browser_page.goto(live_server.url + english.get_absolute_url())
    stop = ":is(a[href], input, button, [tabindex='0']):visible"
    reachable = browser_page.locator(stop).count()
    stops = list(takewhile(bool, (_next_stop(browser_page) for _ in range(reachable + 1))))
    assert stops[0] == "Skip to the content"
    assert {"Search the archive", "Search", "Table 1"} <= set(stops)
    order = [name for name in stops if "note" in name.lower()]
    assert order == [
        "Notes",
        "Note 1",
        "Note 2",
        "Back to note 1 in the text",
        "Back to note 2 in the text",
    ]
    assert len(stops) == reachable


def _next_stop(page) -> str:
    """Press Tab; the name of what has the focus then, "" when it left the page."""
    page.keyboard.press("Tab")
    return page.evaluate(
        "document.activeElement === document.body ? '' :"
        " document.activeElement.ariaLabel || document.activeElement.labels?.[0]?.textContent ||"
        " document.activeElement.textContent.trim()"
    )


def test_the_first_link_skips_to_the_content(live_server, english, browser_page):
    browser_page.goto(live_server.url + english.get_absolute_url())
    browser_page.keyboard.press("Tab")
    browser_page.keyboard.press("Enter")
    browser_page.locator("#content:focus").wait_for(timeout=5_000)


def test_on_a_phone_the_sections_open_without_a_script(live_server, english, browser):
    context = browser.new_context(viewport={"width": 390, "height": 700}, java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/articles/")
    sections = page.get_by_role("link", name="Simulations")
    assert not sections.is_visible()
    page.locator(".nav summary").press("Enter")
    assert sections.is_visible()
    context.close()


def test_dark_and_light_follow_the_reader(live_server, english, browser_page):
    browser_page.goto(live_server.url + "/")
    colours = []
    for scheme in ("light", "dark"):
        browser_page.emulate_media(color_scheme=scheme)
        colours.append(browser_page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert colours == ["rgb(252, 251, 249)", "rgb(21, 19, 23)"]


def test_paper_says_where_the_piece_stands(live_server, english, browser_page):
    address = live_server.url + english.get_absolute_url()
    browser_page.goto(address)
    line = browser_page.locator(".record__address dd")
    assert not line.is_visible()
    browser_page.emulate_media(media="print")
    assert line.inner_text() == address


def test_print_leaves_out_what_paper_cannot_use(live_server, english, browser_page):
    browser_page.goto(live_server.url + english.get_absolute_url())
    browser_page.emulate_media(media="print", color_scheme="dark")
    assert not browser_page.locator(".nav").is_visible()
    assert browser_page.get_by_role("heading", level=1).is_visible()
    assert (
        browser_page.locator(".record__address").inner_text().endswith(english.get_absolute_url())
    )
    assert (
        browser_page.evaluate("getComputedStyle(document.body).backgroundColor")
        == "rgb(255, 255, 255)"
    )


@pytest.mark.parametrize("width", [320, 1280])
def test_what_a_note_leads_to_is_in_sight_and_marked(live_server, english, browser_page, width):
    browser_page.set_viewport_size({"width": width, "height": 700})
    browser_page.emulate_media(reduced_motion="reduce")
    browser_page.goto(live_server.url + english.get_absolute_url())
    plain = browser_page.evaluate(BACKGROUND, "#fn-2")
    for name, place in (("Note 2", "#fn-2"), ("Back to note 2 in the text", "#fnref-2")):
        browser_page.get_by_role("link", name=name, exact=True).click()
        box = browser_page.locator(place).bounding_box()
        assert 0 < box["y"] < 700 - box["height"], place
        assert browser_page.evaluate(BACKGROUND, place) != plain, place


def test_paper_has_the_notes_without_their_ways_back(live_server, english, browser_page):
    browser_page.goto(live_server.url + english.get_absolute_url())
    browser_page.emulate_media(media="print")
    assert browser_page.locator("#fn-1").is_visible()
    assert not browser_page.locator("#fn-1 .notes__back").is_visible()
