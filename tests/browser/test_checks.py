"""The checks in a browser: beside the button, following what is written, leading to the fields."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import State
from tests.desk import ADD, page_of
from tests.factories import make_article, make_place

pytestmark = pytest.mark.browser


def test_what_is_found_follows_what_is_written_and_leads_to_the_field(desk, live_server):
    make_place("Khankendi", "Stepanakert")
    article = make_article(state=State.DRAFT, standfirst="", body="<h4>Small</h4><p>Words.</p>")
    desk.goto(live_server.url + page_of(article))
    panel = desk.locator("[data-checks]")
    expect(panel).to_contain_text("It has no standfirst")
    desk.fill("#id_standfirst", "Words about Khankendi.")
    expect(panel).not_to_contain_text("It has no standfirst", timeout=15_000)
    expect(panel).to_contain_text("Not in the text: Stepanakert")
    expect(panel).to_contain_text("As it stands in the form.")
    heading = panel.locator("li", has_text="“Small” is a heading")
    heading.get_by_role("link", name="Text").click()
    expect(desk.locator(".ProseMirror[contenteditable]:visible")).to_be_focused()
    region = panel.locator("li", has_text="no region").get_by_role("link", name="Regions")
    region.click()
    expect(desk.locator("#id_regions input").first).to_be_focused()


def test_axe_finds_nothing_in_what_was_found(desk, browser, live_server, axe):
    make_place("Khankendi", "Stepanakert")
    article = make_article(state=State.DRAFT, standfirst="", body="<h4>Khankendi</h4>")
    # axe writes styles of its own, which the policy refuses.
    signed_in = {"storage_state": desk.context.storage_state(), "bypass_csp": True}
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, **signed_in)
        page = context.new_page()
        page.goto(live_server.url + page_of(article))
        page.evaluate(axe)
        result = page.evaluate("axe.run('[data-checks]')")
        context.close()
        assert [violation["id"] for violation in result["violations"]] == []


def test_a_new_piece_is_looked_through_as_it_is_written(desk, live_server):
    desk.goto(live_server.url + ADD)
    panel = desk.locator("[data-checks]")
    expect(panel).to_contain_text("once there is something to look through")
    desk.fill("#id_title", "A title of some length " * 4)
    expect(panel).to_contain_text(re.compile(r"The title has 9\d characters"), timeout=15_000)


def test_what_a_place_is_also_called_can_be_read_without_scripts(browser, live_server, jobs):
    make_place("Khankendi", "Stepanakert")
    article = make_article(body="<p>In Khankendi.</p>", tells_place_names=True)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + article.get_absolute_url())
    expect(page.locator(".prose__text")).to_have_text("In Khankendi [also called Stepanakert].")
    page.emulate_media(media="print")
    expect(page.locator(".also-called")).to_be_visible()
    context.close()
