"""From the call to a changed abstract, in a real browser on a small screen, with and without scripts."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from ccsis.mail.models import Mail
from events.abstracts.addresses import confirmation_path
from events.models import Abstract, AbstractAuthor, AbstractState, Answer
from tests.sendings import make_call

pytestmark = pytest.mark.browser

TITLE = "Wording that can be watched"
TEXT = "A made-up abstract asks how clauses are worded."
AXE = (
    "() => axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => v.id))"
)


@pytest.fixture(autouse=True)
def _quick(monkeypatch, jobs):
    monkeypatch.setattr("ccsis.intake.keys.HASTE", timedelta(0))


@pytest.fixture
def event(live_server):
    return make_call()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phone(request, browser):
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, java_script_enabled=request.param
    )
    page = context.new_page()
    page.set_default_timeout(8_000)
    page.has_scripts = request.param
    yield page
    context.close()


def press(page, button):
    main = page.get_by_role("main")
    found = main.get_by_role("button", name=button).or_(main.get_by_role("link", name=button))
    with page.expect_navigation():
        found.first.click()


def change_rows(page, button, place=0):
    """The buttons of the rows load a page only where no script runs."""
    found = page.get_by_role("button", name=button).nth(place)
    if page.has_scripts:
        found.click()
    else:
        with page.expect_navigation():
            found.click()


def fill_author(page, index, name, **more):
    page.fill(f"[name=author-{index}-name]", name)
    page.fill(f"[name=author-{index}-affiliations]", "Demonstration Institute")
    for field, value in more.items():
        page.fill(f"[name=author-{index}-{field}]", value)


def fill(page):
    page.fill("[name=title]", TITLE)
    page.select_option("[name=topic_choice]", label="Archives")
    page.check("[name=format][value=workshop]")
    page.fill("[name=text]", TEXT)
    page.fill("[name=email]", "avery@example.org")
    page.check("[name=agrees_to_processing]")


def names(page):
    return [field.input_value() for field in page.locator("[name^=author-][name$=-name]").all()]


def is_narrow(page):
    return page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_whole_way_from_the_call_to_a_changed_abstract(phone, live_server, event):
    phone.goto(f"{live_server.url}{event.get_absolute_url()}")
    press(phone, "The call for abstracts")
    assert "An abstract of at most 300 words" in phone.inner_text("main")
    press(phone, "Submit an abstract")
    fill(phone)
    fill_author(phone, 0, "Avery Example")
    change_rows(phone, "Add another author")
    fill_author(phone, 1, "Sam Placeholder", email="sam@example.org")
    change_rows(phone, "Move up Author 2")
    assert names(phone) == ["Sam Placeholder", "Avery Example"]
    if phone.has_scripts:
        assert is_narrow(phone)
    press(phone, "Send the abstract")
    assert phone.inner_text("h1") == "Your abstract has arrived"
    abstract = Abstract.objects.get()
    assert abstract.held_at is None
    assert abstract.topic.name == "Archives"
    assert list(abstract.authors.values_list("name", flat=True)) == [
        "Sam Placeholder",
        "Avery Example",
    ]

    press(phone, "Change it")
    assert names(phone) == ["Sam Placeholder", "Avery Example"]
    phone.fill("[name=text]", TEXT + " It asks more.")
    change_rows(phone, "Remove Author 1")
    press(phone, "Save the changes")
    assert "Your changes are saved." in phone.inner_text("main")
    changed = Abstract.objects.get()
    assert changed.text.endswith("It asks more.")
    assert [author.name for author in changed.authors.all()] == ["Avery Example"]
    press(phone, "What you changed since it was sent")
    assert "It asks more." in phone.inner_text("ins")
    assert phone.context.cookies() == []


def test_a_refused_abstract_comes_back_with_all_rows(phone, live_server, event):
    phone.goto(f"{live_server.url}{event.get_absolute_url()}abstract/")
    fill(phone)
    fill_author(phone, 0, "Avery Example", orcid="0000-0002-1825-0098")
    change_rows(phone, "Add another author")
    phone.fill("[name=author-1-name]", "Sam Placeholder")
    press(phone, "Send the abstract")
    summary = phone.inner_text(".errors")
    assert "Author 1, ORCID iD: This is no ORCID iD" in summary
    assert "Author 2, Affiliations: Enter an affiliation" in summary
    assert names(phone) == ["Avery Example", "Sam Placeholder"]
    phone.click(".errors a >> nth=0")
    # With its label and its error above it.
    field = phone.locator(".field--error:has([name=author-0-orcid])")
    expect(field).to_be_in_viewport(ratio=1)
    phone.fill("[name=author-0-orcid]", "https://orcid.org/0000-0002-1825-0097")
    phone.fill("[name=author-1-affiliations]", "independent")
    press(phone, "Send the abstract")
    assert Abstract.objects.get().authors.count() == 2


def test_enter_in_a_field_sends_and_removes_nobody(phone, live_server, event):
    phone.goto(f"{live_server.url}{event.get_absolute_url()}abstract/")
    fill(phone)
    fill_author(phone, 0, "Avery Example")
    with phone.expect_navigation():
        phone.press("[name=title]", "Enter")
    assert Abstract.objects.get().authors.get().name == "Avery Example"


def test_a_draft_with_three_rows_is_saved_opened_and_sent(phone, live_server, event):
    phone.goto(f"{live_server.url}{event.get_absolute_url()}abstract/")
    fill(phone)
    for number, name in enumerate(["A", "B", "C"]):
        if number:
            change_rows(phone, "Add another author")
        fill_author(phone, number, name)
    phone.check("[name=is_sent_when_due]")
    press(phone, "Save for later")
    assert "It is complete." in phone.inner_text("main")
    press(phone, "Go on writing")
    assert names(phone) == ["A", "B", "C"]
    change_rows(phone, "Move down Author 1")
    press(phone, "Send the abstract")
    assert [author.name for author in Abstract.objects.get().author_list] == ["B", "A", "C"]


def test_an_abstract_is_withdrawn_and_revived(phone, live_server, event):
    phone.goto(f"{live_server.url}{event.get_absolute_url()}abstract/")
    fill(phone)
    fill_author(phone, 0, "Avery Example")
    press(phone, "Send the abstract")
    for label, state in (
        ("Withdraw the abstract", AbstractState.WITHDRAWN),
        ("Take the withdrawal back", AbstractState.SUBMITTED),
    ):
        press(phone, label)
        press(phone, label)
        assert Abstract.objects.get().state == state
        press(phone, "Back to your page")


def test_the_links_of_the_mails_confirm_an_address_and_an_entry(phone, live_server, event):
    phone.goto(f"{live_server.url}{event.get_absolute_url()}abstract/")
    fill(phone)
    fill_author(phone, 0, "Avery Example")
    change_rows(phone, "Add another author")
    fill_author(phone, 1, "Sam Placeholder", email="sam@example.org")
    press(phone, "Send the abstract")
    abstract = Abstract.objects.get()
    phone.goto(live_server.url + confirmation_path(abstract))
    press(phone, "Confirm my address")
    assert "Confirmed: our mails reach you." in phone.inner_text("main")
    author = AbstractAuthor.objects.get(number=2)
    assert Mail.objects.filter(purpose="co-author", about_pk=author.pk).exists()
    phone.goto(live_server.url + author.get_absolute_url())
    assert "avery@example.org" not in phone.content()
    press(phone, "Confirm my entry")
    press(phone, "Confirm my entry")
    press(phone, "Back to your page")
    press(phone, "Correct my entry")
    phone.fill("[name=country]", "Exampleland")
    press(phone, "Save my entry")
    author.refresh_from_db()
    assert (author.answer, author.country) == (Answer.CONFIRMED, "Exampleland")


def test_rows_that_were_kept_on_the_device_come_back_with_it(browser_page, live_server, event):
    page = browser_page
    page.has_scripts = True
    page.goto(f"{live_server.url}{event.get_absolute_url()}abstract/")
    fill(page)
    fill_author(page, 0, "Avery Example")
    change_rows(page, "Add another author")
    fill_author(page, 1, "Sam Placeholder")
    page.wait_for_selector("text=Kept on this device at")
    page.goto("about:blank")
    page.goto(f"{live_server.url}{event.get_absolute_url()}abstract/")
    page.click("text=Put it in again")
    assert names(page) == ["Avery Example", "Sam Placeholder"]
    press(page, "Send the abstract")
    page.wait_for_function("localStorage.length === 0")
    assert Abstract.objects.get().authors.count() == 2


def test_what_is_kept_of_a_change_goes_when_it_is_saved(browser_page, live_server, event):
    page = browser_page
    page.has_scripts = True
    page.goto(f"{live_server.url}{event.get_absolute_url()}abstract/")
    fill(page)
    fill_author(page, 0, "Avery Example")
    press(page, "Send the abstract")
    press(page, "Change it")
    page.fill("[name=text]", "Other words.")
    page.wait_for_selector("text=Kept on this device at")
    press(page, "Save the changes")
    page.wait_for_function("localStorage.length === 0")


def test_two_tabs_show_both_texts(browser_page, live_server, event):
    page = browser_page
    page.has_scripts = True
    page.goto(f"{live_server.url}{event.get_absolute_url()}abstract/")
    fill(page)
    fill_author(page, 0, "Avery Example")
    press(page, "Send the abstract")
    press(page, "Change it")
    other = page.context.new_page()
    other.goto(page.url)
    page.fill("[name=text]", "The first tab.")
    press(page, "Save the changes")
    other.fill("[name=text]", "The second tab.")
    press(other, "Save the changes")
    assert "The first tab." in other.inner_text(".both")
    assert other.input_value("[name=text]") == "The second tab."
    press(other, "Save the changes")
    assert Abstract.objects.get().text == "The second tab."


def test_axe_finds_nothing_in_a_refused_form_and_nothing_breaks_the_policy(
    browser_page, live_server, event, axe
):
    page = browser_page
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_viewport_size({"width": 320, "height": 640})
    page.has_scripts = True
    page.goto(f"{live_server.url}{event.get_absolute_url()}abstract/")
    change_rows(page, "Add another author")
    page.fill("[name=author-1-name]", "Sam")
    press(page, "Send the abstract")
    page.locator("summary").nth(0).click()
    assert [text for text in said if "422" not in text] == []
    page.evaluate(axe)
    assert page.evaluate(AXE) == []
    assert is_narrow(page)
