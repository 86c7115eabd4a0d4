"""A real browser: the system's own Chromium, found on PATH."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from articles.models import State
from tests import pages
from tests.browser.desk import TEXT, begin_to_write, sign_in
from tests.factories import make_article, make_superuser

#: The one without windows is the same engine at half the cost.
PROGRAMS = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
#: No sandbox, since CI runs as root; nothing that would call home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    """One browser for all tests of a worker; without one they are skipped, and fail in CI."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        missing = f"None of {', '.join(PROGRAMS)} is on PATH."
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's event loop runs in this thread while a test is in plain code, and Django
        # takes any thread with a loop for asynchronous code. No coroutine of ours exists.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def browser_page(browser):
    """A page in a fresh profile, on a laptop's screen."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


@pytest.fixture
def signed_in(live_server, browser_page, jobs):
    """The page of somebody who may do everything."""
    make_superuser("staff")
    sign_in(browser_page, live_server)
    return browser_page


@pytest.fixture
def desk(signed_in):
    """The same, whose console must say nothing but the browser's own notes of refusals that a page shows."""
    complaints = []
    signed_in.on("console", lambda said: complaints.append(f"{signed_in.url}: {said.text}"))
    signed_in.on("pageerror", lambda error: complaints.append(f"{signed_in.url}: {error}"))
    yield signed_in
    assert [text for text in complaints if "a status of 422" not in text] == []


@pytest.fixture
def clipboard(browser_page):
    """It may be read and written by the page."""
    browser_page.context.grant_permissions(["clipboard-read", "clipboard-write"])


@pytest.fixture
def write(desk, live_server):
    """Opens a new draft with this text in the editor, and puts the cursor at its end."""

    def opened(body="", **fields):
        article = make_article(body=body, **({"state": State.DRAFT} | fields))
        desk.goto(f"{live_server.url}/staff/articles/article/{article.pk}/change/")
        desk.locator(TEXT).wait_for()
        begin_to_write(desk)
        desk.keyboard.press("Control+End")
        return article

    return opened


@pytest.fixture
def saved(desk):
    """Saves the form and returns the text as it is stored then."""

    def save(article):
        with desk.expect_navigation():
            desk.click("[name=_continue]:visible >> nth=0")
        desk.wait_for_selector(".messagelist")
        article.refresh_from_db()
        return article.body

    return save


@pytest.fixture
def english(transactional_db):
    return pages.make_english_piece()


@pytest.fixture
def addresses(live_server, english, jobs, settings):
    """Every kind of page, every refusal, by its address on the live server."""
    settings.ROOT_URLCONF = pages.ADDRESSES
    return [live_server.url + path for path in pages.make_every_kind_of_page(english)]
