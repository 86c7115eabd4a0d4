"""A Word file is uploaded, looked at and taken into a draft, each of the five fixtures, in a browser."""

import base64

import pytest
from playwright.sync_api import expect

from articles.models import Article, WordFile
from ccsis.media.models import Image
from tests.articles.word import fixtures
from tests.articles.word.docx import docx, link, p, r
from tests.worker import work

pytestmark = pytest.mark.browser

WORD = "/staff/articles/article/word/"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: What a reader of the draft finds in it, by fixture.
FOUND = {
    "notes": ("Measuring a river", 3, "foot-note"),
    "changes": ("A text that two people wrote", 4, "p"),
    "tables": ("Tables", 3, "table"),
    "pictures": ("Pictures", 3, "img"),
    "languages": ("Գետի չափումը", 2, "[lang=ru]"),
}
DROP = """(box, { bytes, name, type }) => {
  const content = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0))
  const data = new DataTransfer()
  data.items.add(new File([content], name, { type }))
  box.dispatchEvent(new DragEvent("dragenter", { dataTransfer: data, bubbles: true }))
  box.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }))
}"""


@pytest.fixture
def desk(desk, live_server):
    """At the list of articles."""
    desk.goto(f"{live_server.url}/staff/articles/article/")
    return desk


def upload(desk, content, name="A text.docx"):
    """From the list of articles to the page of the result."""
    desk.get_by_role("link", name="Take in a Word file").click()
    desk.set_input_files("#id_file", {"name": name, "mimeType": TYPE, "buffer": content})
    send(desk)


def send(desk):
    desk.get_by_role("button", name="Read the file").click()
    desk.locator("[data-follow]").wait_for()
    work()


def test_a_server_that_is_away_for_a_moment_is_asked_again(signed_in, live_server):
    signed_in.goto(f"{live_server.url}/staff/articles/article/")
    away = []

    def answer(route):
        away.append(route)
        route.fulfill(status=503) if len(away) < 3 else route.continue_()

    signed_in.route("**/state/", answer)
    upload(signed_in, fixtures.with_pictures())
    signed_in.get_by_role("button", name="Take into a draft").wait_for()
    assert len(away) >= 3


@pytest.mark.parametrize("name", FOUND)
def test_each_fixture_becomes_a_draft(desk, name):
    title, count, kind = FOUND[name]
    upload(desk, fixtures.ALL[name]())
    text = desk.frame_locator("iframe").locator("main")
    text.wait_for()
    assert desk.input_value("#id_title") == title
    desk.get_by_role("button", name="Take into a draft").click()
    desk.get_by_text("Taken into a new draft.").wait_for()
    article = Article.objects.get()
    assert article.title == title
    editor = desk.locator(".ProseMirror[contenteditable]:visible").first
    # The editor comes after the page.
    editor.locator(kind).nth(count - 1).wait_for(state="attached")
    assert editor.locator(kind).count() == count


def test_pictures_are_seen_before_they_are_taken(desk):
    upload(desk, fixtures.with_pictures())
    expect(desk.frame_locator("iframe").locator("img")).to_have_count(3)
    picture = desk.locator(".word-pictures img").first
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 60
    desk.fill("#id_alt_2", "A brown rectangle")
    desk.get_by_role("button", name="Take into a draft").click()
    desk.get_by_text("Taken into a new draft.").wait_for()
    alts = Image.objects.order_by("pk").values_list("alt", flat=True)
    assert list(alts) == ["A plain blue rectangle", "A brown rectangle", ""]


def test_a_file_is_dropped_on_its_box(desk, live_server):
    desk.goto(f"{live_server.url}{WORD}")
    content = base64.b64encode(fixtures.with_notes()).decode()
    dropped = {"bytes": content, "name": "Dropped.docx", "type": TYPE}
    desk.locator("[data-drop]").evaluate(DROP, dropped)
    assert desk.locator("[data-drop-status]").inner_text() == "Dropped.docx"
    send(desk)
    desk.locator("#id_title").wait_for()
    assert WordFile.objects.get().file_name == "Dropped.docx"


def test_a_refused_file_says_why(desk):
    upload(desk, docx(p("A."), parts={"word/vbaProject.bin": b"x"}))
    desk.get_by_text("The file holds macros.").wait_for()


def test_nothing_in_a_hostile_file_runs(desk):
    related = {"x": ("hyperlink", "!javascript:document.title='run'")}
    words = "<img src=x onerror=\"top.document.title='run'\"><script>document.title='run'</script>"
    upload(desk, docx(p(r(words)), p(link("x", "Press")), related=related), f"{words}.docx")
    frame = desk.frame_locator("iframe")
    frame.get_by_text("Press").click()
    desk.fill("#id_title", words)
    desk.get_by_role("button", name="Take into a draft").click()
    desk.get_by_text("Taken into a new draft.").wait_for()
    assert "run" not in desk.title().split()
    assert Article.objects.get().body.startswith("<p>&lt;img src=x")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible(signed_in, live_server, axe, width, scheme):
    desk = signed_in
    desk.set_viewport_size({"width": width, "height": 900})
    desk.emulate_media(color_scheme=scheme)
    desk.goto(f"{live_server.url}{WORD}")
    assert broken_rules(desk, axe) == []
    desk.set_input_files(
        "#id_file", {"name": "A.docx", "mimeType": TYPE, "buffer": fixtures.with_pictures()}
    )
    desk.get_by_role("button", name="Read the file").click()
    desk.locator("[data-follow]").wait_for()
    assert broken_rules(desk, axe) == []
    work()
    desk.frame_locator("iframe").locator("img").first.wait_for()
    assert broken_rules(desk, axe) == []
    overflow = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert desk.evaluate(overflow) is False
    desk.get_by_role("button", name="Take into a draft").click()
    desk.get_by_role("link", name="What was found in the file").click()
    desk.get_by_role("link", name="Go to the piece").wait_for()
    assert broken_rules(desk, axe) == []


def broken_rules(page, axe):
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, { iframes: false })")
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]
