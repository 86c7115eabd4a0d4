"""The proof of work that staff ask for under attack, as a browser calculates it."""

import pytest

from ccsis.contact.models import Message
from ccsis.intake import keys, proof
from ccsis.intake.models import FormSwitch
from tests.sendings import CONTACT

pytestmark = pytest.mark.browser

DONE = "Your browser has calculated a proof that you are no program."


@pytest.fixture
def address(live_server, english, jobs, monkeypatch):
    """Of a form that asks for a proof."""
    monkeypatch.setattr(proof, "ROUNDS", 500)
    # Nobody waits here for as long as a person types.
    monkeypatch.setattr(keys, "HASTE", keys.HASTE * 0)
    FormSwitch.objects.create(slug="contact", mode="proof")
    return live_server.url + CONTACT


def fill_in(page):
    page.select_option("[name=topic]", "press")
    page.fill("textarea[name=message]", "A made-up question.")
    page.fill("[name=email]", "avery.example@example.org")


def send(page) -> Message:
    page.get_by_role("button", name="Send the message").click()
    page.wait_for_url("**/my/**")
    return Message.objects.get()


def test_a_browser_calculates_while_somebody_types_and_the_message_counts(browser_page, address):
    complaints = []
    browser_page.on("console", lambda message: complaints.append(message.text))
    browser_page.on("pageerror", lambda error: complaints.append(str(error)))
    browser_page.goto(address)
    fill_in(browser_page)
    browser_page.get_by_text(DONE).wait_for()
    message = send(browser_page)
    assert (message.doubt, message.held_at, complaints) == ("", None, [])


def test_a_form_that_comes_back_asks_for_a_proof_again(browser_page, address):
    browser_page.goto(address)
    browser_page.get_by_text(DONE).wait_for()
    with browser_page.expect_navigation():
        browser_page.get_by_role("button", name="Send the message").click()
    fill_in(browser_page)
    browser_page.get_by_text(DONE).wait_for()
    assert send(browser_page).doubt == ""


def test_without_javascript_the_form_says_what_happens_and_the_message_is_held(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.get_by_text("as without JavaScript, your message is received too").is_visible()
    fill_in(page)
    message = send(page)
    assert (message.doubt, message.held_at is None) == ("proof", False)
    assert page.get_by_text("looks at it before it counts").is_visible()
    context.close()
