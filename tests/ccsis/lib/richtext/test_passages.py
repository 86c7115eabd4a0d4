import pytest

from ccsis.lib.richtext import clean
from ccsis.lib.richtext.document import document


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ('<p>a <span lang="hy">բառ</span></p>', '<p>a <span lang="hy">բառ</span></p>'),
        (
            '<p><span lang="AZ-cyrl" dir="rtl" class="x">a</span></p>',
            '<p><span lang="az-Cyrl">a</span></p>',
        ),
        ("<p><span>a</span> b</p>", "<p>a b</p>"),
        (
            '<p><span class="x">a<span lang="ka">b</span>c</span></p>',
            '<p>a<span lang="ka">b</span>c</p>',
        ),
        ('<p><span lang="x y">a</span><span lang="">b</span></p>', "<p>ab</p>"),
        ('<p lang="ru" dir="rtl">a</p>', '<p lang="ru">a</p>'),
        (
            '<blockquote lang="fa"><p>a</p></blockquote>',
            '<blockquote lang="fa"><p>a</p></blockquote>',
        ),
        ('<h2 lang="ru">a</h2>', "<h2>a</h2>"),
    ],
)
def test_a_passage_keeps_its_language_and_nothing_else(typed, stored):
    assert clean(typed) == stored


@pytest.mark.parametrize(
    ("lang", "direction"),
    [("hy", "ltr"), ("fa", "rtl"), ("fa-Latn", "ltr"), ("az", "ltr"), ("az-Arab-IR", "rtl")],
)
def test_the_language_decides_which_way_a_passage_runs(lang, direction):
    assert document(f'<p>a <span lang="{lang}">b</span></p>').html == (
        f'<p>a <span lang="{lang}" dir="{direction}">b</span></p>'
    )


def test_paragraphs_and_quotations_say_it_too():
    shown = document('<blockquote lang="he"><p lang="ru">a</p></blockquote>').html
    assert shown == '<blockquote lang="he" dir="rtl"><p lang="ru" dir="ltr">a</p></blockquote>'


def test_passages_in_notes_are_shown_the_same():
    [note] = document('<p>a<foot-note><span lang="fa">b</span></foot-note></p>').notes
    assert note.html == '<span lang="fa" dir="rtl">b</span>'


@pytest.mark.parametrize(
    ("stored", "html"),
    [
        (
            '<p><span lang="fa">a<em>b</em><span lang="ru">c</span></span></p>',
            '<p lang="fa" dir="rtl">a<em>b</em><span lang="ru" dir="ltr">c</span></p>',
        ),
        (
            '<p><span lang="fa">a</span><span lang="fa">b</span></p>',
            '<p><span lang="fa" dir="rtl">a</span><span lang="fa" dir="rtl">b</span></p>',
        ),
        (
            '<p><span lang="fa">a</span>.</p>',
            '<p><span lang="fa" dir="rtl">a</span>.</p>',
        ),
        ("<p></p>", "<p></p>"),
    ],
)
def test_a_paragraph_that_is_one_passage_is_shown_as_one(stored, html):
    assert document(stored).html == html
