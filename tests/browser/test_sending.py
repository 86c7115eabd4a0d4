"""The public forms in a real browser: refused, kept on the device, saved, sent, with and without scripts."""

from datetime import timedelta

import pytest

from ccsis.contact.models import Message
from ccsis.intake.models import Draft
from events.models import Partner
from tests.sendings import CONTACT, make_event

pytestmark = pytest.mark.browser

TYPED = {
    "organisation": "Demonstration Institute",
    "country": "Exampleland",
    "text": "We would like to take part in a made-up event.",
    "contact_person": "Sam Placeholder",
    "email": "sam.placeholder@example.org",
}
AXE = (
    "() => axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => v.id))"
)


@pytest.fixture(autouse=True)
def _quick(monkeypatch, jobs):
    """Nobody here types as slowly as people do."""
    monkeypatch.setattr("ccsis.intake.keys.HASTE", timedelta(0))


@pytest.fixture
def form(live_server):
    return f"{live_server.url}{make_event().get_absolute_url()}partners/"


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phone(request, browser):
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, java_script_enabled=request.param
    )
    yield context.new_page()
    context.close()


def fill(page, **changes):
    for name, value in (TYPED | changes).items():
        page.fill(f"[name={name}]", value)


def press(page, button):
    with page.expect_navigation():
        page.click(f"text={button}")


def typed(page):
    return {name: page.input_value(f"[name={name}]") for name in TYPED}


def test_a_letter_is_sent_from_a_phone(phone, form):
    phone.goto(form)
    fill(phone)
    press(phone, "Send the letter")
    partner = Partner.objects.get()
    assert (partner.organisation, partner.held_at) == ("Demonstration Institute", None)
    assert phone.inner_text("h1") == "Your letter of interest has arrived"
    assert partner.reference in phone.inner_text("main")
    assert phone.context.cookies() == []


def test_a_refused_letter_comes_back_whole_and_is_then_sent(phone, form):
    phone.goto(form)
    fill(phone, email="sam@")
    press(phone, "Send the letter")
    assert phone.title().startswith("Error: ")
    assert typed(phone) == TYPED | {"email": "sam@"}
    phone.locator(".errors:focus").wait_for()
    assert "Enter the address in full" in phone.inner_text(".errors")
    phone.click(".errors a")
    phone.fill("[name=email]", TYPED["email"])
    press(phone, "Send the letter")
    assert Partner.objects.get().email == TYPED["email"]


def test_a_draft_is_saved_opened_again_and_sent(phone, form):
    phone.goto(form)
    fill(phone, email="")
    press(phone, "Save for later")
    assert phone.inner_text("h1") == "Your draft is saved, and not sent"
    press(phone, "Go on writing")
    assert typed(phone) == TYPED | {"email": ""}
    phone.fill("[name=email]", TYPED["email"])
    press(phone, "Send the letter")
    assert Partner.objects.get().organisation == TYPED["organisation"]
    assert Draft.objects.count() == 0


def test_a_file_that_was_chosen_need_not_be_chosen_again(phone, form):
    phone.goto(form)
    fill(phone, text="", email="sam@")
    letter = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}
    phone.set_input_files("[name=letter_file]", letter)
    press(phone, "Send the letter")
    assert "We have “letter.pdf”" in phone.inner_text("form.form")
    phone.fill("[name=email]", TYPED["email"])
    press(phone, "Send the letter")
    assert phone.inner_text("h1") == "Your letter of interest has arrived"


def test_axe_finds_nothing_in_a_refused_form(browser_page, form, axe):
    browser_page.set_viewport_size({"width": 320, "height": 640})
    browser_page.goto(form)
    press(browser_page, "Send the letter")
    browser_page.evaluate(axe)
    assert browser_page.evaluate(AXE) == []
    assert browser_page.evaluate("document.documentElement.scrollWidth") == 320
    wrong = browser_page.locator("[aria-invalid=true]")
    assert wrong.count() == 5
    for number in range(wrong.count()):
        described = wrong.nth(number).get_attribute("aria-describedby").split()
        assert any(part.endswith("_error") for part in described)


def kept(page):
    return page.evaluate("Object.keys(localStorage)")


def test_what_was_typed_survives_a_closed_tab_and_goes_once_it_was_sent(browser_page, form):
    browser_page.goto(form)
    fill(browser_page)
    browser_page.wait_for_selector("text=Kept on this device at")
    browser_page.goto("about:blank")
    browser_page.goto(form)
    assert typed(browser_page) == dict.fromkeys(TYPED, "")
    browser_page.click("text=Put it in again")
    assert typed(browser_page) == TYPED
    press(browser_page, "Send the letter")
    browser_page.wait_for_function("localStorage.length === 0")
    assert Partner.objects.get().contact_person == TYPED["contact_person"]


def test_a_key_pressed_before_it_is_put_in_again_destroys_nothing(browser_page, form):
    browser_page.goto(form)
    fill(browser_page)
    browser_page.wait_for_selector("text=Kept on this device at")
    browser_page.goto("about:blank")
    browser_page.goto(form)
    offer = browser_page.locator("[data-found]")
    first = browser_page.locator("[name=organisation]")
    assert offer.bounding_box()["y"] < first.bounding_box()["y"]
    first.fill("X")
    browser_page.wait_for_selector("text=Kept on this device at")
    browser_page.reload()
    browser_page.click("text=Put it in again")
    assert browser_page.input_value("[name=organisation]") == "X"
    browser_page.click("text=Put it in again")
    assert typed(browser_page) == TYPED
    press(browser_page, "Send the letter")
    browser_page.wait_for_function("localStorage.length === 0")
    assert Partner.objects.get().organisation == TYPED["organisation"]


def test_nothing_is_kept_that_was_to_be_forgotten(browser_page, live_server):
    browser_page.goto(live_server.url + CONTACT)
    browser_page.fill("[name=message]", "A made-up message.")
    browser_page.wait_for_selector("text=Kept on this device at")
    assert [name.rpartition(":")[0] for name in kept(browser_page)] == ["typed:contact"]
    browser_page.locator("[data-kept] [data-forget]").click()
    assert browser_page.inner_text("[data-kept] [role=status]") == "Nothing is kept on this device."
    browser_page.reload()
    assert kept(browser_page) == []


def test_a_page_that_opens_a_private_link_breaks_no_policy(browser_page, live_server, form):
    said = []
    browser_page.on("console", lambda message: said.append(message.text))
    browser_page.on("pageerror", lambda error: said.append(str(error)))
    browser_page.goto(form)
    fill(browser_page)
    press(browser_page, "Send the letter")
    with browser_page.expect_navigation():
        browser_page.click("text=Erase my data")
    press(browser_page, "Change nothing")
    with browser_page.expect_navigation():
        browser_page.click("text=Erase my data")
    with browser_page.expect_navigation():
        browser_page.click("button:has-text('Erase my data')")
    assert "Your data are erased" in browser_page.inner_text("main")
    assert Partner.objects.get().organisation == ""
    assert said == []


def test_a_double_click_sends_once(browser_page, live_server):
    browser_page.goto(live_server.url + CONTACT)
    browser_page.select_option("[name=topic]", "press")
    browser_page.fill("[name=message]", "A made-up message.")
    browser_page.fill("[name=email]", "avery@example.org")
    # The second press ends the first one's navigation: what counts is where it leads to.
    browser_page.dblclick("text=Send the message", no_wait_after=True)
    browser_page.wait_for_selector(".receipt")
    assert Message.objects.count() == 1
