"""The desk in a browser: the editor works under the policy and loses nothing."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article, State
from articles.versions.changes import publish_change, start_change
from tests.desk import ARTICLES, page_of, step_of
from tests.factories import make_article, make_forecast, make_image, make_person, make_simulation
from tests.sendings import make_call, send_abstract

pytestmark = pytest.mark.browser


def body_with_everything(image) -> str:
    return (
        "<h2>A part</h2><p>First <strong>words</strong>, <em>and</em> a "
        '<a href="https://example.org/">link</a>.</p>'
        f'<figure><img src="{image.file.url}" alt="A plain rectangle" width="60" height="40" '
        f'data-file="{image.pk}"><figcaption>A caption.</figcaption></figure>'
        "<ul><li><p>One</p></li></ul><blockquote><p>Said.</p></blockquote>"
        "<table><tbody><tr><th>A</th><td>1</td></tr></tbody></table>"
        "<figure><table><tbody><tr><th>B</th></tr><tr><td>2</td></tr></tbody></table>"
        "<figcaption>What it <em>shows</em><foot-note>Of a table.</foot-note></figcaption></figure>"
        '<p lang="ru">Слова<foot-note>A <strong>note</strong> with <a href="https://example.org/n">'
        'a source</a> and <span lang="hy">բառ</span></foot-note> и <span lang="ka">სიტყვა</span>.</p>'
        '<blockquote lang="tr"><p>Söz.</p></blockquote>'
        "<p>H<sub>2</sub>O, x<sup>2</sup></p>"
    )


def things(html: str) -> list[str]:
    """Tags and words, without the paragraphs that the editor puts into cells."""
    words = re.findall(r"<[^>]+>|[^<]+", html)
    return [word for word in words if not re.fullmatch(r'</?p>|<t[hd] .*="1">|\s+', word)]


def test_an_edited_text_loses_nothing(desk, live_server):
    before = body_with_everything(make_image())
    article = make_article(body=before, state=State.DRAFT)
    desk.goto(f"{live_server.url}/staff/articles/article/{article.pk}/change/")
    desk.click(".ProseMirror[contenteditable] > h2")
    desk.keyboard.press("End")
    desk.keyboard.type(" of the text")
    desk.click("[name=_continue] >> nth=0")
    desk.wait_for_selector(".messagelist")
    after = Article.objects.get().body
    expected = before.replace("A part", "A part of the text")
    assert [t for t in things(after) if not t.startswith(("<th", "<td"))] == [
        t for t in things(expected) if not t.startswith(("<th", "<td"))
    ]


def test_the_editor_and_the_choosers_have_names(desk, live_server):
    desk.goto(f"{live_server.url}/staff/articles/article/add/")
    desk.click("text=Add another Byline")
    desk.wait_for_selector(".ProseMirror[contenteditable]:visible")
    expect(desk.get_by_role("textbox", name="Text", exact=True)).to_have_count(1)
    expect(desk.get_by_role("combobox", name=re.compile("^Picture"))).to_have_count(1)
    chooser = desk.get_by_role("combobox", name=re.compile("^Person or"))
    chooser.click()
    search = desk.get_by_role("searchbox", name="Person or institution", exact=True)
    expect(search).to_have_count(1)


def test_a_new_piece_gets_its_slug_from_its_title(desk, live_server):
    desk.goto(f"{live_server.url}/staff/articles/article/add/")
    desk.fill("#id_title", "Գետեր և մատյաններ")
    desk.click(".ProseMirror[contenteditable]:visible")
    desk.keyboard.type("Some words.")
    desk.click("[name=_save] >> nth=0")
    desk.wait_for_selector(".messagelist")
    article = Article.objects.get()
    assert (article.slug, article.body) == ("գետեր-և-մատյաններ", "<p>Some words.</p>")


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_of_the_desk_breaks_the_policy_or_scrolls_sideways(desk, live_server, width):
    article = make_article(byline=[make_person()], picture=make_image())
    desk.set_viewport_size({"width": width, "height": 800})
    for model in admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages = [reverse(f"{base}_changelist")]
        row = model.objects.first()
        if row:
            pages.append(reverse(f"{base}_change", args=[row.pk]))
        look_at(desk, live_server, pages)
    draft = make_article(state=State.DRAFT)
    change = start_change(article, by=None)
    publish_change(change, by=None, note="Nothing.")
    change = start_change(article, by=None)
    steps = [(draft, "submit"), (draft, "release"), (article, "withdraw"), (article, "retract")]
    simulation = make_forecast().article
    steps.append((simulation, "resolve"))
    look_at(
        desk,
        live_server,
        [
            page_of(article),
            page_of(draft),
            page_of(simulation),
            page_of(make_simulation(state=State.DRAFT)),
            f"{ARTICLES}add/?kind=simulation",
            page_of(change),
            f"{ARTICLES}{article.pk}/differences/",
            f"{ARTICLES}{change.pk}/drop-change/",
            *(step_of(row, name) for row, name in [*steps, (change, "publish")]),
        ],
    )


def look_at(desk, live_server, pages):
    for page in pages:
        desk.goto(f"{live_server.url}{page}")
        if desk.locator("textarea[data-django-prose-editor-configurable]:enabled").count():
            desk.locator(".ProseMirror[contenteditable]:visible").first.wait_for()
        overflow = desk.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, page


@pytest.fixture
def editor(desk, live_server):
    """Opens a piece with a text in the editor; returns a function that saves and reads it."""

    def opened(body):
        article = make_article(body=body, state=State.DRAFT)
        desk.goto(f"{live_server.url}/staff/articles/article/{article.pk}/change/")
        desk.locator(".ProseMirror[contenteditable]:visible").wait_for()

    def saved():
        # The form asks the server whether somebody is still signed in before it is sent.
        with desk.expect_navigation():
            desk.click("[name=_continue] >> nth=0")
        desk.wait_for_selector(".messagelist")
        return Article.objects.get().body

    return opened, saved


def button(desk, name):
    return desk.locator(f".prose-menubar [data-name='{name}']:visible")


def select(desk, word):
    """By a double click; once more where a busy editor took its halves for two clicks."""
    place = desk.locator(".ProseMirror[contenteditable]:visible").get_by_text(word)
    for _ in range(5):
        place.dblclick()
        desk.wait_for_timeout(100)
        if desk.evaluate("getSelection().toString().trim()") == word:
            return
    raise AssertionError(f"{word!r} can't be selected")


def test_the_state_of_an_abstract_is_in_sight_beside_the_filters(desk, live_server, client):
    send_abstract(client, make_call(), title="A title of several words that needs two lines")
    desk.set_viewport_size({"width": 1024, "height": 800})
    desk.goto(f"{live_server.url}{reverse('admin:events_abstract_changelist')}")
    end, edge = (
        desk.locator(place).first.evaluate("e => e.getBoundingClientRect().right")
        for place in (".field-standing", ".results")
    )
    assert end <= edge


def test_a_footnote_is_written_where_it_is_called(desk, editor):
    opened, saved = editor
    opened("<p>One word</p>")
    desk.click(".ProseMirror[contenteditable]:visible > p")
    desk.keyboard.press("End")
    button(desk, "footNote").click()
    desk.keyboard.type("A source")
    desk.keyboard.press("Enter")
    desk.keyboard.type(", and more.")
    assert saved() == "<p>One word<foot-note>A source</foot-note>, and more.</p>"


def test_selected_words_become_a_footnote(desk, editor):
    opened, saved = editor
    opened("<p>One <em>word</em></p>")
    select(desk, "word")
    button(desk, "footNote").click()
    assert saved() == "<p>One <foot-note><em>word</em></foot-note></p>"


def test_a_footnote_is_never_in_another_or_in_a_link(desk, editor):
    opened, saved = editor
    opened("<p>One<foot-note>note</foot-note>two</p>")
    desk.locator("foot-note").click()
    expect(button(desk, "footNote")).to_have_class(re.compile(r"\bdisabled\b"))
    desk.keyboard.press("Control+a")
    button(desk, "link").click()
    desk.fill("dialog[open] [name=href]", "https://example.org/")
    desk.click("dialog[open] [type=submit]")
    link = '<a href="https://example.org/">'
    assert saved() == (f"<p>{link}One</a><foot-note>{link}note</a></foot-note>{link}two</a></p>")


def test_an_empty_footnote_goes_with_one_stroke(desk, editor):
    opened, saved = editor
    opened("<p>One word</p>")
    desk.click(".ProseMirror[contenteditable]:visible > p")
    desk.keyboard.press("End")
    button(desk, "footNote").click()
    desk.keyboard.press("Backspace")
    desk.keyboard.type("!")
    assert saved() == "<p>One word!</p>"


@pytest.mark.parametrize(
    ("name", "code", "lang"), [("Armenian", "", "hy"), ("(another one, by its code)", "he", "he")]
)
def test_words_are_given_a_language(desk, editor, name, code, lang):
    opened, saved = editor
    opened("<p>One word</p>")
    select(desk, "One word")
    desk.keyboard.press("Control+a")
    button(desk, "passageLanguage").click()
    desk.select_option("dialog[open] select", name)
    if code:
        desk.fill("dialog[open] [name=code]", code)
    desk.click("dialog[open] [type=submit]")
    assert saved() == f'<p><span lang="{lang}">One word</span></p>'


def test_a_table_gets_a_caption_and_loses_it_again(desk, editor):
    opened, saved = editor
    opened("<table><tbody><tr><td>cell</td></tr></tbody></table><p>After</p>")
    desk.click(".ProseMirror td")
    button(desk, "table:caption").click()
    desk.keyboard.type("What it shows")
    assert things(saved())[-6:] == [
        "</table>", "<figcaption>", "What it shows", "</figcaption>", "</figure>", "After",
    ]  # fmt: skip
    desk.click(".ProseMirror td")
    button(desk, "table:caption").click()
    assert "figure" not in saved()


def test_a_table_with_a_caption_is_deleted_as_a_whole(desk, editor):
    opened, saved = editor
    opened(
        "<figure><table><tbody><tr><td>cell</td></tr></tbody></table>"
        "<figcaption>What it shows</figcaption></figure><p>After</p>"
    )
    desk.click(".ProseMirror td")
    button(desk, "table:deleteTable").click()
    assert saved() == "<p>After</p>"


def test_a_one_time_link_is_copied_by_a_button(desk, live_server):
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.goto(f"{live_server.url}/staff/auth/user/add/")
    desk.fill("#id_username", "robin")
    with desk.expect_navigation():
        desk.click("input[value=Invite]")
    desk.click("[data-copy]")
    desk.wait_for_selector("[data-copy-done] >> visible=true")
    copied = desk.evaluate("navigator.clipboard.readText()")
    assert copied == desk.input_value("[data-copied]")
