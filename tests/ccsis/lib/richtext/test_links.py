import nh3
import pytest

from articles.feeds import with_whole_addresses
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
        *(
            "article:12#/onclick=x",
            "article:12#a b",
            "ar\ticle:12",
            "article:1234567890123456789",
            "javascript:alert(1)",
        ),
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


def test_a_link_keeps_its_target_alone():
    html = '<p><a href="/b/" title="article:12" rel="author" class="c">b</a></p>'
    assert clean(html) == '<p><a href="/b/">b</a></p>'


#: As texts were stored before: what looks like an attribute, inside the value of another.
INSIDE = [
    """<p>href="article:12" <a href="/b/" title='href="article:12"'>b</a></p>""",
    """<p><a href="/b/" title=' href=' rel="article:12">b</a></p>""",
    """<p><a title=" href=" href="/b/" rel="article:12#/onmouseover=alert(1)//">b</a></p>""",
]


@pytest.mark.parametrize("html", INSIDE)
def test_a_name_in_words_or_in_another_attribute_names_nothing(html):
    stored = nh3.clean(html, attributes={"a": {"href", "rel", "title"}}, link_rel=None)
    assert names_in(stored) == set()
    assert led(stored, {"article:12": "/a/"}) == stored


def test_an_address_is_written_into_its_own_attribute_alone():
    stored = """<a href="article:1#x" title=" href=" rel="x">y</a>"""
    shown = with_whole_addresses(document(led(stored, {"article:1": "/a/"})).html, "https://e.org/")
    assert shown == """<a href="https://e.org/a/#x" title=" href=" rel="x">y</a>"""
