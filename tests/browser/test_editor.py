"""The editor in a browser: links, pull quotes, and what stands around the text."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.actions import keep_old_address
from articles.models import Article, State
from tests.browser.desk import TEXT, button, paste
from tests.browser.test_axe import TAGS
from tests.desk import ADD
from tests.factories import make_article, make_page

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clipboard")]

LOADED = (
    "performance.getEntriesByType('resource').filter(({ name }) => name.includes('editor/writing'))"
)


@pytest.mark.parametrize("signs", ["there", "never there"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_room_of_the_editor_is_there_before_it_comes(
    browser, signed_in, live_server, width, signs
):
    """Else what stands below it moves under somebody's hand: also where the font of its signs is late."""
    without_scripts = browser.new_context(
        java_script_enabled=False, storage_state=signed_in.context.storage_state()
    )
    if signs == "never there":
        signed_in.route(re.compile(r"material-icons[^/]*\.woff2"), lambda route: route.abort())
    before = height_of_the_text(without_scripts.new_page(), live_server, width, "#id_body")
    after = height_of_the_text(signed_in, live_server, width, f"{TEXT} ~ .editor-foot")
    without_scripts.close()
    assert after == pytest.approx(before, abs=4)


def height_of_the_text(page, live_server, width, field):
    """In a new piece, once this is there and no font is on its way."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server.url}/staff/articles/article/add/")
    page.locator(field).wait_for()
    page.evaluate("document.fonts.ready.then(() => {})")
    return page.locator(".field-body").bounding_box()["height"]


@pytest.mark.parametrize(
    ("key", "expected"), [("End", "One two"), ("Home", " twoOne"), ("Shift+Tab", "One")]
)
def test_who_writes_before_the_editor_comes_goes_on_in_it(desk, live_server, key, expected):
    held = []
    desk.route(re.compile(r"js/editor/paste\b"), lambda route: held.append(route))
    desk.goto(f"{live_server.url}{ADD}", wait_until="domcontentloaded")
    desk.locator("#id_body").press_sequentially("One")
    desk.keyboard.press(key)
    # All of the editor is there but one module.
    desk.wait_for_function(f"{LOADED}.length")
    desk.evaluate(f"import({LOADED}[0].name)")
    held.pop().continue_()
    desk.locator(TEXT).wait_for()
    desk.keyboard.type(" two")
    expect(desk.locator(TEXT)).to_have_text(expected)


@pytest.mark.parametrize("key", ["Enter", "ArrowRight"])
def test_what_is_typed_behind_a_note_is_text_wherever_the_note_stands(desk, write, saved, key):
    article = write("<p>Alpha beta</p>")
    for _letter in " beta":
        desk.keyboard.press("ArrowLeft")
    button(desk, "Footnote").click()
    desk.keyboard.type("A source")
    desk.keyboard.press(key)
    desk.keyboard.type(" more")
    assert saved(article) == "<p>Alpha<foot-note>A source</foot-note> more beta</p>"


def test_a_button_acts_where_the_cursor_was_put_just_now(desk, write, saved):
    """A browser that is busy tells the page of a new place after the buttons that act on it."""
    article = write("<p>Alpha beta</p>")
    button(desk, "Footnote").evaluate(
        """(button) => {
            const text = document.querySelector(".ProseMirror p").firstChild
            getSelection().collapse(text, 5)
            const happening = { bubbles: true, cancelable: true }
            button.dispatchEvent(new PointerEvent("pointerdown", happening))
            button.dispatchEvent(new MouseEvent("mousedown", happening))
            button.click()
        }"""
    )
    desk.keyboard.type("A source")
    assert saved(article) == "<p>Alpha<foot-note>A source</foot-note> beta</p>"


def test_a_click_behind_a_new_note_is_a_place_in_the_text(desk, write, saved):
    article = write("<p>Alpha</p>")
    button(desk, "Footnote").click()
    desk.keyboard.type("A source")
    paragraph = desk.locator(f"{TEXT} p")
    box = paragraph.bounding_box()
    paragraph.click(position={"x": box["width"] - 3, "y": box["height"] / 2})
    desk.keyboard.type(" more")
    assert saved(article) == "<p>Alpha<foot-note>A source</foot-note> more</p>"


def test_a_link_is_chosen_by_title_and_follows_a_changed_slug(desk, write, saved, live_server):
    target = make_article(title="Water in the north", slug="first-slug")
    make_page(title="Water", is_public=False)
    article = write("<p>See there</p>", published_at=target.published_at)
    desk.keyboard.press("Control+a")
    desk.keyboard.press("Control+k")
    desk.keyboard.type("north")
    expect(desk.locator("dialog[open]").get_by_role("option")).to_have_count(1)
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(desk.locator("dialog[open] [name=href]")).to_have_value("Water in the north")
    desk.keyboard.press("Enter")
    expect(desk.locator("dialog[open]")).to_have_count(0)
    assert saved(article) == f'<p><a href="article:{target.pk}">See there</a></p>'
    Article.objects.filter(pk=article.pk).update(state=State.READY)
    target.slug = "second-slug"
    target.save()
    keep_old_address(target, "first-slug")
    desk.goto(live_server.url + article.get_absolute_url())
    desk.click("text=See there")
    desk.wait_for_url(f"{live_server.url}/articles/second-slug/")


def test_a_link_that_is_there_shows_the_title_of_today(desk, write, saved):
    target = make_article(title="Water in the north")
    article = write(f'<p><a href="article:{target.pk}#section-x">there</a></p>')
    desk.locator(f"{TEXT} a").click()
    button(desk, "Link").click()
    field = desk.locator("dialog[open] [name=href]")
    expect(field).to_have_value("Water in the north")
    expect(desk.locator("dialog[open] [role=status]")).to_contain_text("Public since")
    desk.keyboard.press("Enter")
    expect(desk.locator("dialog[open]")).to_have_count(0)
    assert saved(article) == article.body


def test_without_selected_words_the_title_is_the_link(desk, write, saved):
    target = make_article(title="Water in the north")
    article = write("<p>See</p>")
    desk.keyboard.type(" ")
    button(desk, "Link").click()
    desk.keyboard.type("water")
    desk.locator("dialog[open]").get_by_role("option").click()
    desk.click("dialog[open] [type=submit]")
    expect(desk.locator("dialog[open]")).to_have_count(0)
    desk.keyboard.type(" soon")
    assert saved(article) == f'<p>See <a href="article:{target.pk}">Water in the north</a> soon</p>'


@pytest.mark.parametrize(
    ("typed", "href"),
    [
        ("https://example.org/?a=1", "https://example.org/?a=1"),
        ("example.org/a", "https://example.org/a"),
        ("avery@example.org", "mailto:avery@example.org"),
    ],
)
def test_other_addresses_are_links_as_before(desk, write, saved, typed, href):
    article = write("<p>there</p>")
    desk.keyboard.press("Control+a")
    button(desk, "Link").click()
    desk.keyboard.type(typed)
    desk.click("dialog[open] [type=submit]")
    expect(desk.locator("dialog[open]")).to_have_count(0)
    assert saved(article) == f'<p><a href="{href}">there</a></p>'


def test_what_is_neither_title_nor_address_is_told_and_kept(desk, write):
    write("<p>there</p>")
    desk.keyboard.press("Control+a")
    button(desk, "Link").click()
    # What was asked for meanwhile is no answer to this.
    with desk.expect_response(re.compile("q=no")):
        desk.keyboard.type("no such title")
        desk.click("dialog[open] [type=submit]")
    desk.evaluate("() => new Promise((resolve) => setTimeout(resolve, 100))")
    status = desk.locator("dialog[open] [role=status]")
    expect(status).to_contain_text("give a whole address")
    expect(desk.locator("dialog[open] [name=href]")).to_have_value("no such title")
    desk.keyboard.press("Escape")
    expect(desk.locator("dialog[open]")).to_have_count(0)
    expect(desk.locator(TEXT)).to_be_focused()


def test_a_pasted_address_of_a_piece_becomes_its_title(desk, write, saved, live_server):
    target = make_article(title="Water in the north")
    article = write("<p>See </p>")
    address = live_server.url + target.get_absolute_url()
    desk.evaluate("address => navigator.clipboard.writeText(address)", address)
    desk.keyboard.press("Control+v")
    expect(desk.locator(f"{TEXT} a")).to_have_text("Water in the north")
    paste(
        desk.locator(TEXT),
        f'<p>and <a href="{address}#section-a">this</a> or <a href="{address}x/">that</a></p>',
    )
    expect(desk.locator(f"{TEXT} a >> nth=1")).to_have_attribute(
        "href", f"article:{target.pk}#section-a"
    )
    assert f'<a href="article:{target.pk}">Water in the north</a>' in saved(article)
    assert f'<a href="{address}x/">that</a>' in article.body


def test_no_title_comes_into_a_text_before_its_day(desk, write, saved, live_server):
    target = make_article(title="A title to come", published_at=timezone.now() + timedelta(days=1))
    article = write("<p>See</p>")
    desk.keyboard.type(" ")
    button(desk, "Link").click()
    desk.keyboard.type("to come")
    desk.locator("dialog[open]").get_by_role("option").click()
    desk.click("dialog[open] [type=submit]")
    expect(desk.locator("dialog[open]")).to_have_count(0)
    address = live_server.url + target.get_absolute_url()
    desk.keyboard.type(" or ")
    desk.evaluate("address => navigator.clipboard.writeText(address)", address)
    desk.keyboard.press("Control+v")
    expect(desk.locator(f"{TEXT} a")).to_have_text(["a coming piece", "a coming piece"])
    named = f'<a href="article:{target.pk}">a coming piece</a>'
    assert saved(article) == f"<p>See {named} or {named}</p>"


def test_a_link_over_no_words_is_the_title(desk, write, saved):
    other = make_article(title="Water in the north")
    article = write("<p>See</p><p>More</p>")
    desk.keyboard.press("Control+Home")
    desk.keyboard.press("End")
    desk.keyboard.press("Shift+ArrowRight")
    desk.keyboard.press("Control+k")
    desk.keyboard.type("water")
    desk.locator("dialog[open]").get_by_role("option").click()
    desk.click("dialog[open] [type=submit]")
    expect(desk.locator("dialog[open]")).to_have_count(0)
    link = f'<a href="article:{other.pk}">Water in the north</a>'
    assert saved(article) == f"<p>See{link}</p><p>More</p>"


def test_enter_ends_the_caption_of_a_table(desk, write, saved):
    table = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    article = write(f"<figure>{table}<figcaption>One</figcaption></figure><p>Last</p>")
    desk.locator(f"{TEXT} figcaption").click()
    desk.keyboard.press("End")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Then")
    body = saved(article)
    assert "<figcaption>One</figcaption></figure><p>Then</p><p>Last</p>" in body


def test_selected_words_become_a_pull_quote(desk, write, saved, live_server):
    article = write("<p>Rivers know no border<foot-note>A note</foot-note>.</p>")
    desk.keyboard.press("Control+a")
    button(desk, "Pull quote").click()
    body = saved(article)
    assert body == (
        "<aside>Rivers know no border.</aside><p>Rivers know no border<foot-note>A note</foot-note>.</p>"
    )
    Article.objects.filter(pk=article.pk).update(state=State.READY)
    desk.goto(live_server.url + article.get_absolute_url())
    expect(desk.locator(".pull")).to_have_text("Rivers know no border.")
    assert desk.get_by_text("Rivers know no border").count() == 2
    assert desk.locator(".pull").get_attribute("aria-hidden") == "true"


def test_a_pull_quote_of_other_words_is_written_and_taken_back(desk, write, saved):
    article = write("<p>One</p>")
    desk.keyboard.press("Control+Alt+o")
    desk.keyboard.type("Large words")
    expect(button(desk, "Pull quote")).to_have_attribute("aria-pressed", "true")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Two")
    assert saved(article) == "<p>One</p><aside>Large words</aside><p>Two</p>"
    desk.locator(f"{TEXT} aside").click()
    button(desk, "Pull quote").click()
    assert saved(article) == "<p>One</p><p>Large words</p><p>Two</p>"


def test_words_are_counted_as_the_page_will_count_them(desk, write):
    count = desk.locator(".editor-count:visible")
    write()
    expect(count).to_have_text("No words yet")
    desk.keyboard.type("Мир — процесс")
    expect(count).to_have_text("2 words, 1 minute to read")
    button(desk, "Footnote").click()
    desk.keyboard.type("Not counted at all")
    desk.keyboard.press("Enter")
    desk.keyboard.type(" three")
    expect(count).to_have_text("3 words, 1 minute to read")
    write(f"<p>{'word ' * 1150}</p>")
    expect(count).to_have_text("1,150 words, 5 minutes to read")


@pytest.mark.parametrize("width", [320, 1280])
def test_writing_without_distraction_and_back(desk, write, saved, width):
    desk.set_viewport_size({"width": width, "height": 700})
    article = write("<p>One</p>")
    button(desk, "Write without distraction").click()
    frame = desk.locator(".prose-editor--alone")
    box = frame.bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, width, 700)
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    desk.keyboard.type(" two")
    expect(desk.locator(".editor-status:visible")).to_contain_text("kept for you", timeout=9000)
    expect(desk.get_by_role("status").filter(has_text="kept for you")).to_have_count(1)
    desk.keyboard.press("Escape")
    expect(frame).to_have_count(0)
    desk.keyboard.type(" three")
    assert saved(article) == "<p>One two three</p>"


def test_whoever_goes_on_with_the_tab_key_is_back_in_the_form(desk, write):
    write("<p>One</p>")
    desk.keyboard.press("Control+Alt+a")
    frame = desk.locator(".prose-editor--alone")
    expect(frame).to_have_count(1)
    desk.keyboard.press("Control+Alt+g")
    expect(desk.get_by_role("dialog", name="Keys of the editor")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    expect(frame).to_have_count(1)
    expect(desk.locator(TEXT)).to_be_focused()
    desk.keyboard.press("Tab")
    expect(frame).to_have_count(0)


def test_full_width_is_remembered(desk, write):
    write("<p>One</p>")
    narrow = desk.locator(TEXT).bounding_box()["width"]
    button(desk, "Full width").click()
    assert desk.locator(TEXT).bounding_box()["width"] > narrow
    write("<p>Two</p>")
    expect(button(desk, "Full width")).to_have_attribute("aria-pressed", "true")
    assert desk.locator(TEXT).bounding_box()["width"] > narrow


def test_what_the_help_lists_is_what_the_keys_do(desk, write):
    write("<p>One</p>")
    text = desk.locator(TEXT)
    for keys, made in {
        "Control+Alt+3": "h3",
        "Control+Alt+0": "p",
        "Control+Shift+Digit9": "blockquote",
        "Control+Shift+Digit8": "ul",
        "Control+Shift+Digit7": "ol",
        "Control+Alt+f": "foot-note",
    }.items():
        desk.keyboard.press(keys)
        expect(text.locator(made)).to_have_count(1)
    desk.keyboard.press("Control+Alt+x")
    expect(button(desk, "Full width")).to_have_attribute("aria-pressed", "true")
    desk.keyboard.press("Control+Alt+x")
    expect(button(desk, "Full width")).to_have_attribute("aria-pressed", "false")
    desk.keyboard.press("Control+a")
    desk.keyboard.press("Control+Alt+p")
    expect(desk.get_by_role("dialog", name="Language of these words")).to_be_visible()


def test_a_code_that_is_none_is_told_and_the_mark_stays(desk, write, saved):
    article = write('<p><span lang="hy">One</span></p>')
    desk.keyboard.press("Control+a")
    button(desk, "Language of these words").click()
    dialog = desk.locator("dialog[open]")
    code, error = dialog.locator("[name=code]"), dialog.get_by_role("alert")
    expect(code).to_be_hidden()
    dialog.get_by_label("Language", exact=True).select_option("(another one, by its code)")
    dialog.get_by_role("button", name="Set").click()
    expect(error).to_have_text("Write the code of the language, or choose “(none)”.")
    code.fill("Hebrew")
    code.press("Enter")
    expect(error).to_contain_text("“Hebrew” is no code of a language.")
    expect(code).to_be_focused()
    desk.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert saved(article) == article.body


def test_the_buttons_are_one_stop_with_names(desk, write):
    write("<p>One</p>")
    bar = desk.get_by_role("toolbar", name="Form of the text")
    expect(bar).to_have_count(1)
    names = bar.locator("button:not(.hidden)").evaluate_all("all => all.map(b => b.ariaLabel)")
    assert names == [
        *("Heading of a part", "Heading below it", "Smallest heading", "Paragraph"),
        *("List", "Numbered list", "Quotation", "Line between parts", "Picture", "Pull quote"),
        *("Bold", "Italic", "Subscript", "Superscript"),
        *("Link", "Footnote", "Language of these words", "Table", "Undo", "Redo"),
        *("Full width", "Write without distraction", "Keys of the editor"),
    ]
    assert bar.locator("button[tabindex='0']").count() == 1
    desk.keyboard.press("Alt+F10")
    desk.keyboard.press("End")
    expect(button(desk, "Keys of the editor")).to_be_focused()
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("ArrowRight")
    expect(button(desk, "Heading below it")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(desk.locator(TEXT)).to_be_focused()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_axe_finds_nothing_in_the_editor_and_its_dialogs(desk, live_server, axe, width, scheme):
    make_article(title="Water in the north")
    article = make_article(
        body="<aside>One</aside><p>Two<foot-note>A <em>first</em> source</foot-note>.</p>",
        state=State.DRAFT,
    )
    # A page whose console nobody listens to: what axe tries out breaks the policy.
    page = desk.context.new_page()
    page.add_init_script(axe)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{live_server.url}/staff/articles/article/{article.pk}/change/")
    page.locator(TEXT).click()
    paste(page.locator(TEXT), '<p>Words</p><img src="https://example.org/a.png">')
    assert complaints_of_axe(page, ".prose-editor") == []
    page.keyboard.press("Control+Alt+a")
    assert complaints_of_axe(page, ".prose-editor") == []
    page.keyboard.press("Control+k")
    page.keyboard.type("water")
    expect(page.locator("dialog[open]").get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    assert complaints_of_axe(page, "dialog[open]") == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+Alt+p")
    page.select_option("dialog[open] select", "-")
    page.click("dialog[open] [type=submit]")
    assert complaints_of_axe(page, "dialog[open]") == []
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.press("Control+Alt+g")
    assert complaints_of_axe(page, "dialog[open]") == []


def complaints_of_axe(page, selector):
    return page.evaluate(
        """async ([selector, tags]) => (await axe.run(selector, { runOnly: tags, resultTypes: ["violations"] }))
            .violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 120)}`))""",
        [selector, TAGS],
    )
