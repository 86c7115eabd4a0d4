"""What is pasted into the editor in a browser: from itself, from Word, from pages of the web."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import TEXT, button, paste

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clipboard")]


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


def test_what_was_selected_just_now_is_cut_and_pasted(desk, write, saved):
    """A browser that is busy tells the page of a selection after the keys that act on it."""
    article = write(f"{NOTED}<p>Elsewhere</p>")
    desk.evaluate(
        """() => {
            const note = document.querySelector("foot-note")
            const text = note.closest(".ProseMirror")
            const clipboardData = new DataTransfer()
            const act = (what) => {
                const happening = { clipboardData, bubbles: true, cancelable: true }
                text.dispatchEvent(new ClipboardEvent(what, happening))
            }
            getSelection().setBaseAndExtent(note.parentElement, 1, note.parentElement, 2)
            act("cut")
            getSelection().selectAllChildren(text.lastElementChild)
            getSelection().collapseToEnd()
            act("paste")
        }"""
    )
    moved = NOTED.replace("<foot-note>A <em>first</em> source</foot-note>", "")
    after = f"{moved}<p>Elsewhere<foot-note>A <em>first</em> source</foot-note></p>"
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
    paste(desk.locator(TEXT), WORD, "plain")
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
        desk.locator(TEXT),
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
    paste(desk.locator(TEXT), f"<p>Words{call}, more.</p><p>After.</p>{note}")
    assert saved(article) == "<p>Words<foot-note>A note.</foot-note>, more.</p><p>After.</p>"


def test_a_link_that_leads_to_no_note_stays_words(desk, write, saved):
    article = write()
    paste(
        desk.locator(TEXT),
        '<p>Words<a href="#_ftn9" name="_ftnref9">[9]</a> and <a href="#part">a part</a>.</p>',
    )
    assert saved(article) == "<p>Words[9] and a part.</p>"


HIDDEN = """<style><!-- p.Secret, li.Secret {mso-style-name:Secret; display:none; mso-hide:all} --></style>
<p class=MsoNormal>Seen<span style='display:none;mso-hide:all'>hidden</span>.</p><p class=Secret>hidden</p>
<p style="visibility: hidden">hidden</p><p hidden>hidden</p><p style="DISPLAY : none">hidden</p>
<p lang=RU>Слова</p><blockquote lang="fa"><p>کلمه</p></blockquote>"""


def test_hidden_text_is_left_out_and_a_language_is_a_mark_on_words(desk, write, saved):
    article = write()
    paste(desk.locator(TEXT), HIDDEN)
    expect(desk.locator(".editor-notice")).to_have_text("Hidden text was left out.Close")
    assert saved(article) == (
        '<p>Seen.</p><p><span lang="ru">Слова</span></p>'
        '<blockquote><p><span lang="fa">کلمه</span></p></blockquote>'
    )


def test_struck_words_are_left_out_and_that_is_said(desk, write, saved):
    article = write()
    struck = (
        '<s>not</s> <strike>never</strike> <span style="text-decoration: line-through">no</span>'
    )
    paste(desk.locator(TEXT), f"<p>It holds {struck} here.</p>")
    expect(desk.locator(".editor-notice")).to_contain_text("struck through was left out")
    assert saved(article) == "<p>It holds here.</p>"


def test_what_comes_from_an_editor_of_another_site_is_cleaned(desk, write, saved):
    article = write()
    asked = []
    desk.on("request", lambda request: asked.append(request.url))
    paste(
        desk.locator(TEXT),
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
    paste(desk.locator(TEXT), f'{start}<figure><img src="https://example.org/a.png"></figure>')
    expect(desk.locator(f"{TEXT} img")).to_have_count(0)
    expect(desk.locator(".editor-notice")).to_contain_text("A picture was left out")
    assert "example.org" not in saved(article)


def test_pasting_is_taken_back_at_once(desk, write, saved):
    article = write("<p>Before</p>")
    paste(desk.locator(TEXT), WORD, "plain")
    expect(desk.locator(f"{TEXT} h3")).to_have_count(1)
    desk.keyboard.press("Control+z")
    assert saved(article) == "<p>Before</p>"
