"""A real browser: the system's own Chromium, found on PATH."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests import pages

PROGRAMS = ["chromium", "chromium-browser", "google-chrome"]
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
def english(transactional_db):
    return pages.make_english_piece()


@pytest.fixture
def addresses(live_server, english, jobs, settings):
    """Every kind of page, every refusal, by its address on the live server."""
    settings.ROOT_URLCONF = pages.ADDRESSES
    return [live_server.url + path for path in pages.make_every_kind_of_page(english)]
