import pytest

from ccsis.lib.richtext import clean, without_quotes
from ccsis.lib.richtext.document import document

TEXT = "<p>One finds that <em>rivers</em> know no border<foot-note>A note.</foot-note>.</p>"
QUOTE = "<aside>“Rivers know no border”</aside>"


def test_a_pull_quote_passes():
    assert clean(QUOTE + TEXT) == QUOTE + TEXT


@pytest.mark.parametrize(
    ("written", "settled"),
    [
        (
            "<aside><p>a</p><p>b <strong>c</strong></p></aside>",
            "<aside>a b <strong>c</strong></aside>",
        ),
        ('<aside>a <a href="/b/">b</a></aside>', "<aside>a b</aside>"),
        ("<aside>a<foot-note>b</foot-note> c</aside>", "<aside>a c</aside>"),
        ('<aside class="x" onclick="y">a</aside>', "<aside>a</aside>"),
        ('<aside><img src="/media/images/a.png" alt="A">a</aside>', "<aside>a</aside>"),
        ("<aside>a<aside>b</aside>c</aside>", "<aside>a b c</aside>"),
        ("<aside> \u200b<br></aside><p>a</p>", "<p>a</p>"),
        ("<aside><foot-note>b</foot-note></aside><p>a</p>", "<p>a</p>"),
        ("<ul><li><aside>a</aside></li></ul>", "<ul><li><p>a</p></li></ul>"),
        ("<blockquote><aside>a</aside></blockquote>", "<blockquote><p>a</p></blockquote>"),
        ('<aside><span lang="hy">ա</span></aside>', '<aside><span lang="hy">ա</span></aside>'),
    ],
)
def test_it_is_stored_in_one_form(written, settled):
    assert clean(written) == settled
    assert clean(settled) == settled


def test_who_listens_does_not_hear_the_same_words_twice():
    assert document(QUOTE + TEXT).html.startswith(
        '<div class="pull" aria-hidden="true"><p>“Rivers know no border”</p></div><p>One finds'
    )


@pytest.mark.parametrize("words", ["Rivers know borders", "now no border", "A note"])
def test_what_the_text_does_not_say_is_read_out(words):
    assert document(f"{TEXT}<aside>{words}</aside>").html.endswith(
        f'<div class="pull" role="note"><p>{words}</p></div>'
    )


def test_one_pull_quote_is_no_text_that_another_repeats():
    html = document("<aside>Words</aside><p>Else.</p><aside>Words</aside>").html
    assert html.count('role="note"') == 2


def test_without_our_styles_only_what_is_new_is_shown():
    html = document(f"{QUOTE}{TEXT}<aside>Other words</aside>", is_plain=True).html
    assert "“Rivers" not in html
    assert html.endswith("<blockquote><p>Other words</p></blockquote>")


def test_it_does_not_count():
    assert without_quotes(f"{QUOTE}<p>a</p><aside>b</aside><p>c</p>") == "<p>a</p><p>c</p>"


def test_languages_and_addresses_in_it_are_shown_as_in_the_text():
    html = document('<aside><span lang="fa">ب</span> a@example.org</aside>').html
    assert '<span lang="fa" dir="rtl">ب</span> &#97;&#64;' in html
