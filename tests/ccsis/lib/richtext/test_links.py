import pytest

from ccsis.lib.richtext import clean
from ccsis.lib.richtext.document import document
from ccsis.lib.richtext.links import led, names_in

TEXT = (
    '<p>See <a href="article:12">the <em>first</em> part</a> and <a href="page:3#who">us</a>.</p>'
)


def test_a_text_keeps_what_its_links_name():
    assert clean(TEXT) == TEXT
    assert names_in(TEXT) == {"article:12", "page:3"}


@pytest.mark.parametrize(
    "address",
    [
        *("article:", "article:0", "article:012", "article:-1", "article:1e3", "article:１２"),
        *("ARTICLE:12", "article:12?x=1", "article://12", "article:12/../3", "person:1"),
        *("article:12#a b", "ar\ticle:12", "article:1234567890123456789", "javascript:alert(1)"),
    ],
)
def test_only_the_exact_form_is_let_through(address):
    assert clean(f'<p><a href="{address}">words</a></p>') == "<p><a>words</a></p>"


def test_links_lead_to_the_addresses_that_are_given():
    shown = led(TEXT, {"article:12": "/articles/a&b/", "page:3": "/about/"})
    assert shown == (
        '<p>See <a href="/articles/a&amp;b/">the <em>first</em> part</a> and '
        '<a href="/about/#who">us</a>.</p>'
    )


def test_without_an_address_the_words_stay():
    assert led(TEXT, {"page:3": "/about/"}) == (
        '<p>See the <em>first</em> part and <a href="/about/#who">us</a>.</p>'
    )


def test_other_links_stay_as_they_are():
    html = '<p><a href="https://example.org/">a</a> <a href="/articles/b/">b</a></p>'
    assert clean(html) == html
    assert led(html, {}) == html


def test_a_page_that_did_not_ask_shows_no_such_address():
    assert document(TEXT).html == "<p>See the <em>first</em> part and us.</p>"


def test_a_name_in_words_or_in_a_title_names_nothing():
    html = '<p>href="article:12" <a href="/b/" title=\'href="article:12"\'>b</a></p>'
    assert names_in(clean(html)) == set()
    assert led(clean(html), {}) == clean(html)
