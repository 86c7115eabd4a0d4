"""Two editors, a killed browser, a lost log-in: nothing typed is lost, nothing silently overwritten."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from articles.models import Page
from ccsis.desk.models import UnsavedWork
from tests.browser.desk import sign_in
from tests.factories import make_article, make_page, make_superuser

pytestmark = pytest.mark.browser

EDITOR = ".ProseMirror[contenteditable]:visible"
#: The browser's own notes of refusals that the page shows.
EXPECTED = ("a status of 403", "a status of 409", "net::ERR_FAILED")


@pytest.fixture
def enter(live_server, browser, jobs):
    """Sign somebody in, in a browser of their own: enter("dana") is their page."""
    contexts, complaints = [], []

    def enter(name):
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        sign_in(page, live_server, name)
        return page

    yield enter
    for context in contexts:
        context.close()
    assert [text for text in complaints if not any(one in text for one in EXPECTED)] == []


@pytest.fixture
def people(transactional_db):
    for name in ("dana", "robin"):
        person = make_superuser(name)
        person.first_name, person.last_name = name.capitalize(), "Example"
        person.save()


@pytest.fixture
def row(transactional_db):
    return make_page(title="First title", body="<p>One two three.</p>")


@pytest.fixture
def form(live_server, row):
    return f"{live_server.url}/staff/articles/page/{row.pk}/change/"


@contextmanager
def answered(page, end, status=200, holding=""):
    """Once the server has answered so what holds these words."""

    def is_meant(answer):
        is_here = answer.url.endswith(f"/desk/{end}/") and answer.status == status
        return is_here and holding in (answer.request.post_data or "")

    with page.expect_response(is_meant):
        yield


def write(page, words):
    page.click(EDITOR)
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def test_of_two_editors_the_second_sees_both_texts_and_decides(enter, people, row, form):
    dana, robin = enter("dana"), enter("robin")
    dana.goto(form)
    robin.goto(form)
    write(robin, " By Robin.")
    dana.fill("#id_title", "Dana's title")
    dana.click("[name=_save]")
    dana.wait_for_selector(".messagelist")
    robin.click("[name=_save]")
    robin.wait_for_selector(".desk-conflict")
    assert "Dana Example saved this at " in robin.inner_text(".desk-conflict")
    assert "Dana's" in robin.inner_text(".desk-conflict del >> nth=0")
    assert "By Robin." in robin.inner_text(EDITOR)
    assert Page.objects.get(pk=row.pk).title == "Dana's title"
    robin.click("[name=_save]")
    robin.wait_for_selector(".messagelist")
    saved = Page.objects.get(pk=row.pk)
    assert (saved.title, saved.body) == ("First title", "<p>One two three. By Robin.</p>")


def test_each_sees_the_other_come_without_reloading(enter, people, form):
    dana, robin = enter("dana"), enter("robin")
    dana.clock.install()
    with answered(dana, "here"):
        dana.goto(form)
    assert dana.inner_text("[data-desk-others]") == ""
    with answered(robin, "here"):
        robin.goto(form)
    assert robin.inner_text("[data-desk-others]").startswith("Dana Example is also here, since ")
    with answered(dana, "here"):
        dana.clock.run_for(20_000)
    dana.wait_for_selector("[data-desk-others]:has-text('Robin Example')")


def test_what_was_typed_survives_a_killed_browser(enter, people, live_server):
    article = make_article(state="draft", title="First title", body="<p>One.</p>")
    address = f"{live_server.url}/staff/articles/article/{article.pk}/change/"
    dana = enter("dana")
    dana.goto(address)
    with answered(dana, "keep", holding="Avery Example"):
        dana.fill("#id_title", "A long title")
        write(dana, " Two.")
        dana.click(".add-row a >> nth=0")
        dana.fill("#id_bylines-0-name", "Avery Example")
    with answered(dana, "keep", holding="And a standfirst."):
        dana.fill("#id_standfirst", "And a standfirst.")
    dana.context.close()
    again = enter("dana")
    again.goto(address)
    assert "You have work from " in again.inner_text(".desk-notice")
    again.click("text=Open it")
    again.wait_for_selector("text=This is your unsaved work.")
    assert again.inner_text(EDITOR) == "One. Two."
    assert again.input_value("#id_title") == "A long title"
    assert again.input_value("#id_bylines-0-name") == "Avery Example"
    assert again.input_value("#id_standfirst") == "And a standfirst."
    article.refresh_from_db()
    assert article.title == "First title"
    again.click("[name=_save] >> nth=0")
    again.wait_for_selector(".messagelist")
    article.refresh_from_db()
    assert (article.title, article.body) == ("A long title", "<p>One. Two.</p>")
    assert [byline.name for byline in article.bylines.all()] == ["Avery Example"]
    assert not UnsavedWork.objects.exists()


def test_who_leaves_while_work_is_being_kept_leaves_nothing_behind(enter, people, row, form):
    dana = enter("dana")
    dana.goto(form)
    held = []
    dana.route("**/desk/keep/", lambda route: route.continue_() if held else held.append(route))
    with dana.expect_request("**/desk/keep/"):
        dana.fill("#id_title", "Typed once")
    dana.fill("#id_title", "Typed once, and twice")
    with answered(dana, "keep", holding="and twice"):
        dana.evaluate("dispatchEvent(new Event('pagehide'))")
    assert "and+twice" in UnsavedWork.objects.get().data
    with answered(dana, "keep"):
        held[0].continue_()


def test_who_is_logged_out_is_told_before_anything_is_sent(enter, people, row, form):
    dana = enter("dana")
    dana.goto(form)
    dana.fill("#id_title", "Typed")
    cookies = dana.context.cookies()
    dana.context.clear_cookies(name="sessionid")
    # What is kept meanwhile is refused too, and says almost the same.
    with answered(dana, "here", status=302):
        dana.click("[name=_save]")
    dana.wait_for_selector(".desk-status--refused")
    assert "you are logged out" in dana.inner_text("[data-desk-status]")
    assert dana.input_value("#id_title") == "Typed"
    with answered(dana, "keep", status=302):
        pass
    expect(dana.locator("[data-desk-status]")).to_contain_text("press the button again")
    dana.context.add_cookies(cookies)
    dana.click("[name=_save]")
    dana.wait_for_selector(".messagelist")
    assert Page.objects.get(pk=row.pk).title == "Typed"


def test_after_a_new_log_in_in_another_tab_the_old_form_is_saved(
    enter, people, row, form, live_server
):
    dana = enter("dana")
    dana.goto(form)
    dana.fill("#id_title", "Typed")
    dana.context.clear_cookies()
    tab = dana.context.new_page()
    sign_in(tab, live_server, "dana")
    dana.bring_to_front()
    dana.click("[name=_save]")
    dana.wait_for_selector(".messagelist")
    assert Page.objects.get(pk=row.pk).title == "Typed"


def test_without_a_connection_the_form_stays_and_says_so(enter, people, row, form):
    dana = enter("dana")
    dana.goto(form)
    dana.fill("#id_title", "Typed")
    dana.route("**/desk/**", lambda route: route.abort())
    with dana.expect_event("requestfailed", lambda asked: asked.url.endswith("/desk/here/")):
        dana.click("[name=_save]")
    dana.wait_for_selector(".desk-status--refused")
    assert "there is no connection" in dana.inner_text("[data-desk-status]")
    dana.unroute("**/desk/**")
    dana.click("[name=_save]")
    dana.wait_for_selector(".messagelist")
    assert Page.objects.get(pk=row.pk).title == "Typed"


def test_on_a_slow_line_it_is_said_that_the_form_is_being_saved(enter, people, row, form):
    dana = enter("dana")
    dana.goto(form)
    dana.fill("#id_title", "Typed")
    status = dana.locator("[data-desk-status]")
    held = []
    dana.route("**/desk/here/", lambda route: held.append(route))
    dana.click("[name=_save]")
    expect(status).to_have_text("Saving…")
    expect(status).to_be_in_viewport()
    held.pop().abort()
    expect(status).to_contain_text("Not saved yet")
    dana.click("[name=_save]")
    expect(status).to_have_text("Saving…")
    with dana.expect_navigation():
        held.pop().continue_()
    dana.wait_for_selector(".messagelist")
    assert Page.objects.get(pk=row.pk).title == "Typed"


def test_without_scripts_a_form_is_saved(browser, enter, people, row, form):
    dana = enter("dana")
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(dana.context.cookies())
    plain = context.new_page()
    plain.goto(form)
    plain.fill("#id_title", "Typed")
    plain.click("[name=_save]")
    plain.wait_for_selector(".messagelist")
    context.close()
    assert Page.objects.get(pk=row.pk).title == "Typed"
