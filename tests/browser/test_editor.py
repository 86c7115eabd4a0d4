"""The editor in a browser: notes, pasting, links, pull quotes, and what stands around the text."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.actions import keep_old_address
from articles.models import Article, State
from tests.browser.test_axe import TAGS
from tests.factories import make_article, make_page

pytestmark = pytest.mark.browser

TEXT = ".ProseMirror[contenteditable]:visible"


@pytest.fixture
def desk(live_server, browser_page, django_user_model, jobs):
    """A signed-in page whose console must stay empty."""
    django_user_model.objects.create_superuser("staff", password="demo-password")
    complaints = []
    browser_page.on("console", lambda message: complaints.append(message.text))
    browser_page.on("pageerror", lambda error: complaints.append(str(error)))
    browser_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    browser_page.goto(f"{live_server.url}/staff/")
    browser_page.fill("#id_login", "staff")
    browser_page.fill("#id_password", "demo-password")
    browser_page.press("#id_password", "Enter")
    browser_page.wait_for_url(f"{live_server.url}/staff/")
    yield browser_page
    assert complaints == []


@pytest.fixture
def write(desk, live_server):
    """Opens a new draft with this text in the editor, and puts the cursor at its end."""

    def opened(body="", **fields):
        article = make_article(body=body, **({"state": State.DRAFT} | fields))
        desk.goto(f"{live_server.url}/staff/articles/article/{article.pk}/change/")
        desk.locator(TEXT).wait_for()
        desk.locator(TEXT).click()
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


def paste(desk, html, text=""):
    """As another program would: browsers clean what a page itself puts on the clipboard."""
    desk.evaluate(
        """([selector, html, text]) => {
            const data = new DataTransfer()
            data.setData("text/html", html)
            data.setData("text/plain", text)
            const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
            document.querySelector(selector.split(":visible")[0]).dispatchEvent(event)
        }""",
        [TEXT, html, text],
    )


def button(desk, name):
    return desk.locator(".prose-menubar:visible").get_by_role("button", name=name, exact=True)


def press_to_the_end(desk, name):
    """Strokes that follow each other at once are taken back together."""
    while button(desk, name).get_attribute("aria-disabled") == "false":
        button(desk, name).click()


NOTED = "<p>One<foot-note>A <em>first</em> source</foot-note> and two<foot-note>Another</foot-note>.</p>"


def test_footnotes_are_copied_from_one_article_into_another(desk, write, saved):
    # Of another program its language would become a mark.
    russian = '<p lang="ru">Слова</p><p>After</p>'
    write(f"{NOTED}{russian}")
    desk.keyboard.press("Control+a")
    desk.keyboard.press("Control+c")
    other = write("<p>Before<foot-note>Own</foot-note>.</p>")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Control+v")
    assert saved(other) == f"<p>Before<foot-note>Own</foot-note>.</p>{NOTED}{russian}"


def test_a_cut_footnote_is_pasted_elsewhere_and_all_of_it_is_undone(desk, write, saved):
    article = write(f"{NOTED}<p>Elsewhere</p>")
    desk.locator("foot-note").first.click()
    desk.evaluate(
        """() => {
            const note = document.querySelector("foot-note")
            const range = document.createRange()
            range.setStartBefore(note)
            range.setEndAfter(note)
            getSelection().removeAllRanges()
            getSelection().addRange(range)
        }"""
    )
    desk.keyboard.press("Control+x")
    desk.keyboard.press("Control+End")
    desk.keyboard.press("Control+v")
    moved = NOTED.replace("<foot-note>A <em>first</em> source</foot-note>", "")
    after = f"{moved}<p>Elsewhere<foot-note>A <em>first</em> source</foot-note></p>"
    expect(desk.locator(f"{TEXT} p >> nth=1")).to_contain_text("first")
    assert saved(article) == after


def test_undo_and_redo_have_buttons(desk, write, saved):
    article = write("<p>One</p>")
    desk.keyboard.type(" two")
    button(desk, "Footnote").click()
    desk.keyboard.type("A source")
    press_to_the_end(desk, "Undo")
    expect(desk.locator(f"{TEXT} > p")).to_have_text("One")
    press_to_the_end(desk, "Redo")
    assert saved(article) == "<p>One two<foot-note>A source</foot-note></p>"


def test_what_is_pasted_into_a_note_is_a_line(desk, write, saved):
    article = write(NOTED)
    desk.keyboard.press("Control+a")
    desk.keyboard.press("Control+c")
    desk.keyboard.press("Control+End")
    button(desk, "Footnote").click()
    expect(desk.locator("foot-note")).to_have_count(3)
    desk.keyboard.press("Control+v")
    expect(desk.locator("foot-note").last).to_contain_text("two")
    body = saved(article)
    assert body.count("<foot-note>") == 3
    assert body.endswith("<foot-note>One A <em>first</em> source and two Another.</foot-note></p>")


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {mso-style-name:Normal; font-size:11pt} p.Part, li.Part {mso-style-name:Part; mso-outline-level:2} --></style></head>
<body lang=EN-US style='tab-interval:.5in'><!--StartFragment-->
<h1 style='margin-top:12pt'><b>Rivers<o:p></o:p></b></h1>
<p class=MsoNormal><span style='font-size:14.0pt;font-family:"Times New Roman",serif'>Water has <b>weight</b> and
<i>rules</i><a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span
class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span
class=MsoFootnoteReference>[1]</span><![endif]></span></span></a>, they say.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=Part>A smaller part</p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-.25in;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>First</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp; </span></span>Below it</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>Second</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>3.<span>&nbsp; </span></span>Third thing</p>
<p class=MsoNormal>She said <span lang=RU style='mso-ansi-language:RU'>«вода»</span><span lang=EN-GB>.</span>
<ins>New.</ins><del>Old.</del><a style='mso-comment-reference:A_1'></a><span class=MsoCommentReference>[A1]</span>
<img width=10 src="file:///C:/Temp/image001.png"><a href="javascript:alert(1)" onclick="alert(1)">click</a></p>
<script>alert(1)</script>
<div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width="33%">
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1"
name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> A made-up <i>source</i>, p.&nbsp;3.</p></div></div>
<!--EndFragment--></body></html>"""


def test_word_comes_as_our_own_headings_lists_notes_and_languages(desk, write, saved):
    article = write()
    paste(desk, WORD, "plain")
    expect(desk.locator(".editor-notice")).to_contain_text("A picture was left out")
    assert saved(article) == (
        "<h2>Rivers</h2>"
        "<p>Water has <strong>weight</strong> and <em>rules</em>"
        "<foot-note>A made-up <em>source</em>, p.&nbsp;3.</foot-note>, they say.</p>"
        "<h3>A smaller part</h3>"
        "<ul><li><p>First</p><ul><li><p>Below it</p></li></ul></li><li><p>Second</p></li></ul>"
        '<ol data-type="decimal" start="3"><li><p>Third thing</p></li></ol>'
        '<p>She said <span lang="ru">«вода»</span>. New. click</p>'
    )


def test_a_web_page_comes_without_its_styles_scripts_and_pictures(desk, write, saved):
    article = write()
    paste(
        desk,
        '<style>p { color: red }</style><div class="post"><h1 style="color:red">A title</h1><div>A line</div>'
        '<p onclick="alert(1)">Words <span style="font-weight:700">weigh</span> '
        '<a href="https://example.org/a" target="_blank" class="x">there</a></p><p><br></p>'
        '<iframe src="https://example.org/"></iframe><script>alert(1)</script>'
        '<figure><img src="https://example.org/a.png" onerror="alert(1)"><figcaption>Not ours</figcaption></figure>'
        '<img src="data:image/png;base64,AAAA"></div>',
    )
    expect(desk.locator(".editor-notice")).to_have_text(
        "2 pictures were left out: pictures of a text come from the image library.Close"
    )
    assert saved(article) == (
        "<h2>A title</h2><p>A line</p><p>Words <strong>weigh</strong> "
        '<a href="https://example.org/a">there</a></p>'
    )


@pytest.mark.parametrize(
    ("call", "note"),
    [
        (
            '<sup><a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym">1</a></sup>',
            '<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" '
            'href="#sdfootnote1anc">1</a>A note.</p></div>',
        ),
        (
            '<sup><a class="fn" id="fnref-1" href="https://example.org/x/#fn-1">1</a></sup>',
            '<section><h2></h2><ol><li id="fn-1">A note. <a href="https://example.org/x/#fnref-1">↑</a></li></ol></section>',
        ),
        (
            '<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup>',
            '<ol><li id="cite_note-1"><b><a href="#cite_ref-1">^</a></b> A note.</li></ol>',
        ),
    ],
    ids=["libreoffice", "ours", "encyclopedia"],
)
def test_notes_of_other_programs_become_ours(desk, write, saved, call, note):
    article = write()
    paste(desk, f"<p>Words{call}, more.</p><p>After.</p>{note}")
    assert saved(article) == "<p>Words<foot-note>A note.</foot-note>, more.</p><p>After.</p>"


def test_a_link_that_leads_to_no_note_stays_words(desk, write, saved):
    article = write()
    paste(
        desk, '<p>Words<a href="#_ftn9" name="_ftnref9">[9]</a> and <a href="#part">a part</a>.</p>'
    )
    assert saved(article) == "<p>Words[9] and a part.</p>"


HIDDEN = """<style><!-- p.Secret, li.Secret {mso-style-name:Secret; display:none; mso-hide:all} --></style>
<p class=MsoNormal>Seen<span style='display:none;mso-hide:all'>hidden</span>.</p><p class=Secret>hidden</p>
<p style="visibility: hidden">hidden</p><p hidden>hidden</p><p style="DISPLAY : none">hidden</p>
<p lang=RU>Слова</p><blockquote lang="fa"><p>کلمه</p></blockquote>"""


def test_hidden_text_is_left_out_and_a_language_is_a_mark_on_words(desk, write, saved):
    article = write()
    paste(desk, HIDDEN)
    expect(desk.locator(".editor-notice")).to_have_text("Hidden text was left out.Close")
    assert saved(article) == (
        '<p>Seen.</p><p><span lang="ru">Слова</span></p>'
        '<blockquote><p><span lang="fa">کلمه</span></p></blockquote>'
    )


def test_what_comes_from_an_editor_of_another_site_is_cleaned(desk, write, saved):
    article = write()
    asked = []
    desk.on("request", lambda request: asked.append(request.url))
    paste(
        desk,
        '<p data-pm-slice="0 0 []" data-desk-copied="">Words<span style="display:none">hidden</span></p>'
        '<figure><img src="https://example.org/a.png"></figure><p><img src="/staff/logout/"></p>',
    )
    expect(desk.locator(".editor-notice")).to_contain_text("2 pictures were left out")
    expect(desk.locator(f"{TEXT} img")).to_have_count(0)
    assert [url for url in asked if "example.org" in url or "logout" in url] == []
    assert saved(article) == "<p>Words</p>"


def test_a_strange_picture_does_not_come_with_a_text_of_our_own_either(desk, write, saved):
    article = write("<p>Words</p>")
    desk.keyboard.press("Control+a")
    desk.keyboard.press("Control+c")
    mark = desk.evaluate("localStorage.getItem('desk-copied')")
    assert len(mark) == 32
    start = f'<p data-desk-copied="{mark}" data-pm-slice="0 0 []">More</p>'
    desk.keyboard.press("Control+End")
    paste(desk, f'{start}<figure><img src="https://example.org/a.png"></figure>')
    expect(desk.locator(f"{TEXT} img")).to_have_count(0)
    expect(desk.locator(".editor-notice")).to_contain_text("A picture was left out")
    assert "example.org" not in saved(article)


def test_pasting_is_taken_back_at_once(desk, write, saved):
    article = write("<p>Before</p>")
    paste(desk, WORD, "plain")
    expect(desk.locator(f"{TEXT} h3")).to_have_count(1)
    desk.keyboard.press("Control+z")
    assert saved(article) == "<p>Before</p>"


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
    desk.keyboard.type("no such title")
    desk.click("dialog[open] [type=submit]")
    expect(desk.locator("dialog[open] [role=status]")).to_contain_text("give a whole address")
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
        desk, f'<p>and <a href="{address}#section-a">this</a> or <a href="{address}x/">that</a></p>'
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
    assert desk.locator(TEXT).bounding_box()["width"] > narrow
    expect(button(desk, "Full width")).to_have_attribute("aria-pressed", "true")


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
    article = make_article(body=f"<aside>One</aside>{NOTED}", state=State.DRAFT)
    # A page whose console nobody listens to: what axe tries out breaks the policy.
    page = desk.context.new_page()
    page.add_init_script(axe)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{live_server.url}/staff/articles/article/{article.pk}/change/")
    page.locator(TEXT).click()
    paste(page, '<p>Words</p><img src="https://example.org/a.png">')
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
