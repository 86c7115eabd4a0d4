"""A note stays with the word that calls it, and is numbered and put below the text when shown."""

import pytest

from ccsis.lib.richtext import clean, without_notes
from ccsis.lib.richtext.document import document
from ccsis.lib.richtext.pieces import TAG


def reference(number, prefix="", language=""):
    return (
        f'<sup><a class="fn" id="{prefix}fnref-{number}" href="#{prefix}fn-{number}" '
        f'role="doc-noteref"{language} aria-label="Note {number}">{number}</a></sup>'
    )


def notes_of(html):
    return [note.html for note in document(clean(html)).notes]


def test_a_note_is_stored_where_it_is_called():
    html = (
        '<p>Word<foot-note>A <em>source</em>, <a href="https://a.example/">x</a></foot-note>.</p>'
    )
    assert clean(html) == html


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<p>a<foot-note>b", "<p>a<foot-note>b</foot-note></p>"),
        ("<p>a</foot-note>b</p>", "<p>ab</p>"),
        ("<p>a<foot-note></foot-note>b</p>", "<p>ab</p>"),
        ("<p>a<foot-note> &nbsp;<em> </em>\u200b</foot-note>b</p>", "<p>ab</p>"),
        (
            "<p>a<foot-note>b<foot-note>c</foot-note>d</foot-note></p>",
            "<p>a<foot-note>b cd</foot-note></p>",
        ),
        ('<p>a<foot-note id="x" onclick="y">b</foot-note></p>', "<p>a<foot-note>b</foot-note></p>"),
        (
            '<p><a href="/x">a<em>b<foot-note>n</foot-note></em>c<foot-note>m</foot-note></a> d</p>',
            '<p><a href="/x">a<em>b</em>c</a><foot-note>n</foot-note><foot-note>m</foot-note> d</p>',
        ),
        (
            "<foot-note><p>a</p><ul><li>b</li></ul></foot-note>",
            "<foot-note>a b</foot-note>",
        ),
        (
            '<p>a<foot-note>b<img src="/media/images/a.png">c</foot-note></p>',
            "<p>a<foot-note>b c</foot-note></p>",
        ),
        (
            "<table><tr><td>a<foot-note>n</td></tr></table>",
            "<table><tbody><tr><td>a<foot-note>n</foot-note></td></tr></tbody></table>",
        ),
        ("<em>a<foot-note>b</em>c</foot-note>", "<em>a<foot-note>b</foot-note></em>c"),
    ],
)
def test_notes_have_one_form(typed, stored):
    assert clean(typed) == stored
    assert clean(stored) == stored


def test_notes_are_numbered_in_their_order():
    shown = document("<p>One<foot-note>a</foot-note>, two<foot-note>b <em>c</em></foot-note>.</p>")
    assert shown.html == f"<p>One{reference(1)}, two{reference(2)}.</p>"
    assert [(note.number, note.html) for note in shown.notes] == [(1, "a"), (2, "b <em>c</em>")]
    assert [(note.anchor, note.caller) for note in shown.notes] == [
        ("fn-1", "fnref-1"),
        ("fn-2", "fnref-2"),
    ]


def test_a_reference_follows_its_word_without_a_space():
    assert document("<p>One \n<foot-note>a</foot-note></p>").html == f"<p>One{reference(1)}</p>"


def test_two_references_in_a_row_do_not_read_as_one_number():
    shown = document("<p>One<foot-note>a</foot-note> <foot-note>b</foot-note></p>")
    assert shown.html == f"<p>One{reference(1)}<sup>,&nbsp;</sup>{reference(2)}</p>"


def test_texts_on_one_page_have_ids_of_their_own():
    shown = document("<p>a<foot-note>b</foot-note></p>", prefix="piece-7-")
    assert shown.html == f"<p>a{reference(1, 'piece-7-')}</p>"
    assert shown.notes[0].anchor == "piece-7-fn-1"


def test_a_reference_in_a_text_of_another_language_says_its_own():
    html = "<p>a<foot-note>b</foot-note></p>"
    own = reference(1, language=' lang="en"')
    assert document(html, language="ru").html == f"<p>a{own}</p>"
    assert document(html, language="en").html == f"<p>a{reference(1)}</p>"


def test_a_note_in_a_heading_is_no_part_of_its_name():
    shown = document("<h2>One<foot-note>a</foot-note></h2><h2>Two</h2><h2>Three</h2>")
    assert [heading.text for heading in shown.contents] == ["One", "Two", "Three"]
    assert shown.html.startswith(f'<h2 id="section-one">One{reference(1)}</h2>')


def test_a_heading_of_nothing_but_a_note_has_no_name():
    assert document("<h2><foot-note>a</foot-note></h2>").html == f"<h2>{reference(1)}</h2>"


def test_notes_in_a_caption_come_before_those_in_its_table():
    html = (
        "<figure><table><tbody><tr><td>1<foot-note>cell</foot-note></td></tr></tbody></table>"
        "<figcaption>A<foot-note>caption</foot-note></figcaption></figure>"
    )
    assert notes_of(html) == ["caption", "cell"]


def test_a_text_without_its_notes():
    assert without_notes("<p>a<foot-note>b <em>c</em></foot-note> d</p>") == "<p>a d</p>"
    assert without_notes("<p>a</p>") == "<p>a</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>a<foot-note>b</p>",
        "<p>a</foot-note>b</p>",
        "<p>a<foot-note>b<foot-note>c</foot-note>d</foot-note></p>",
    ],
)
def test_no_reader_ever_sees_the_mark_itself(html):
    assert "foot-note" not in document(html).html


@pytest.mark.parametrize(
    "hostile",
    [
        "<foot-note>" * 20_000,
        '<a href="/x">a<foot-note>' * 5_000,
        "<p>" + "a<foot-note>b</foot-note>" * 10_000,
        "<p>" + "a<foot-note>" * 10_000 + "</foot-note>" * 10_000,
    ],
)
def test_however_many_notes_there_are_each_word_stays(hostile):
    stored = clean(hostile)
    assert clean(stored) == stored
    assert TAG.sub("", stored).count("a") == TAG.sub("", hostile).count("a")
    assert len(document(stored).notes) == stored.count("<foot-note>")


def test_attacks_in_a_note_are_removed():
    [note] = notes_of(
        '<p>a<foot-note>b<script>x()</script><a href="javascript:x()">c</a></foot-note></p>'
    )
    assert note == "b<a>c</a>"
