"""The life of a piece, as two people at the desk and a reader outside see it in their browsers."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.browser.desk import sign_in
from tests.browser.test_library import give
from tests.factories import make_article, make_superuser, picture_bytes

pytestmark = pytest.mark.browser


@pytest.fixture
def people(browser, live_server, jobs):
    """Signs somebody in, each in a browser profile of their own; consoles must stay empty."""
    contexts, complaints = [], []

    def opened(name=None):
        context = browser.new_context(viewport={"width": 1280, "height": 800}, timezone_id="UTC")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if name else None)
        if name:
            make_superuser(name)
            sign_in(page, live_server, name)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def write(page, live_server, title):
    """Write a piece and send it to review."""
    page.goto(f"{live_server.url}/staff/articles/article/add/")
    page.fill("#id_title", title)
    page.locator(".ProseMirror[contenteditable]:visible").click()
    page.keyboard.type("First words.")
    with page.expect_navigation():
        page.click("[name=_continue] >> nth=0")
    with page.expect_navigation():
        page.get_by_role("button", name="Save, then: Send to review").click()
    page.get_by_role("button", name="Send to review").click()
    page.get_by_text("Sent to review.").wait_for()
    return Article.objects.get()


def take(page, article, live_server, step, button):
    page.goto(f"{live_server.url}/staff/articles/article/{article.pk}/step/{step}/")
    page.get_by_role("button", name=button, exact=True).click()
    page.locator(".messagelist").wait_for()


@pytest.mark.parametrize(
    ("zone", "own"),
    [
        ("Asia/Tbilisi", ""),
        ("Europe/Paris", " (your time: 1 July 2026, 23:30)"),
        ("Asia/Tokyo", " (your time: 06:30)"),
    ],
)
def test_a_time_is_said_by_the_own_clock_unless_it_is_said_already(
    browser, live_server, jobs, zone, own
):
    article = make_article(published_at=datetime(2026, 7, 1, 21, 30, tzinfo=UTC))
    context = browser.new_context(timezone_id=zone)
    page = context.new_page()
    make_superuser("staff")
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/staff/articles/article/{article.pk}/change/")
    time = page.locator("time[data-moment]").first
    assert time.inner_text() == f"2 July 2026, 01:30 in Baku, Tbilisi and Yerevan{own}"
    context.close()


def test_a_piece_is_written_reviewed_scheduled_and_public_at_the_minute(
    people, live_server, time_machine
):
    writer, reader = people("writer"), people()
    article = write(writer, live_server, "A made-up piece")
    publisher = people("publisher")
    publisher.goto(f"{live_server.url}/staff/articles/article/{article.pk}/step/release/")
    at = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=2)
    publisher.fill("#id_at_0", f"{at:%Y-%m-%d}")
    publisher.fill("#id_at_1", f"{at:%H:%M:%S}")
    elsewhere = publisher.locator(".typed-moment").first.inner_text()
    assert f"{at + timedelta(hours=4):%H:%M} (Baku, Tbilisi, Yerevan)" in elsewhere
    assert f"{at:%H:%M} (your time)" in elsewhere
    publisher.get_by_role("button", name="Release", exact=True).click()
    publisher.get_by_text("Will be public on").wait_for()
    address = f"{live_server.url}{article.get_absolute_url()}"
    time_machine.move_to(at - timedelta(seconds=1), tick=False)
    assert reader.goto(address).status == 404
    time_machine.move_to(at, tick=False)
    assert reader.goto(address).status == 200
    assert reader.locator("h1").inner_text() == "A made-up piece"


def test_a_change_is_compared_published_and_undone_and_the_piece_withdrawn(people, live_server):
    writer, reader = people("writer"), people()
    article = write(writer, live_server, "A made-up piece")
    publisher = people("publisher")
    take(publisher, article, live_server, "release", "Release")
    address = f"{live_server.url}{article.get_absolute_url()}"

    writer.goto(f"{live_server.url}/staff/articles/article/{article.pk}/change/")
    writer.get_by_role("button", name="Change the text").click()
    writer.locator(".ProseMirror[contenteditable]:visible > p").click()
    writer.keyboard.press("End")
    writer.keyboard.type(" Second words.")
    with writer.expect_navigation():
        writer.click("[name=_continue] >> nth=0")
    reader.goto(address)
    assert "Second words." not in reader.content()
    change = Article.objects.get(pending_of=article)

    publisher.goto(f"{live_server.url}/staff/articles/article/{article.pk}/differences/")
    assert "Second words." in publisher.locator(".difference ins").inner_text()
    take(publisher, change, live_server, "publish", "Publish")
    reader.goto(address)
    assert "Second words." in reader.content()

    publisher.get_by_role("button", name="Begin a change from version 1").click()
    publisher.locator("#id_title").wait_for()
    change = Article.objects.get(pending_of=article)
    take(writer, change, live_server, "publish", "Publish")
    reader.goto(address)
    assert "Second words." not in reader.content()
    assert reader.get_by_role("heading", name="Versions").is_visible()

    publisher.goto(f"{live_server.url}/staff/articles/article/{article.pk}/step/withdraw/")
    publisher.get_by_label("At the request of its author.").check()
    publisher.get_by_role("button", name="Withdraw", exact=True).click()
    publisher.get_by_text("Withdrawn: readers get a page (410)").wait_for()
    assert reader.goto(address).status == 410
    assert "At the request of its author." in reader.content()


def test_a_new_piece_with_a_note_and_a_picture_goes_to_review_without_a_stop(people, live_server):
    writer, reader = people("writer"), people()
    writer.goto(f"{live_server.url}/staff/articles/article/add/")
    expect(writer.locator("#id_title")).to_be_focused()
    writer.keyboard.type("A made-up piece")
    text = writer.locator(".ProseMirror[contenteditable]:visible")
    text.click()
    writer.keyboard.type("First words")
    writer.keyboard.press("Control+Alt+f")
    writer.keyboard.type("A made-up source")
    writer.keyboard.press("Enter")
    writer.keyboard.type(", and others.")
    give(text, "drop", photo_png=picture_bytes())
    writer.get_by_label("What does it show?").fill("A plain rectangle")
    writer.get_by_label("Credit").fill("Avery Example")
    writer.get_by_role("button", name="Put it into the text").click()
    text.locator("figure img").wait_for()
    with writer.expect_navigation():
        writer.get_by_role("button", name="Save, then: Send to review").click()
    writer.get_by_role("button", name="Send to review").click()
    writer.get_by_text("Sent to review.").wait_for()

    article = Article.objects.get()
    assert "First words<foot-note>A made-up source</foot-note>, and others." in article.body
    take(people("publisher"), article, live_server, "release", "Release")
    reader.goto(f"{live_server.url}{article.get_absolute_url()}")
    assert reader.locator("figure img").get_attribute("alt") == "A plain rectangle"
    assert "Avery Example" in reader.locator("figcaption").inner_text()
    assert "A made-up source" in reader.locator(".notes").inner_text()
