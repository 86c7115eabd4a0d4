"""What a pull quote is to readers, to feeds, and to what counts and quotes a text."""

import pytest

from articles.metadata import description
from articles.templatetags.articles import reading_time
from ccsis.lib.richtext import clean
from tests.factories import make_article

TEXT = "<p>One finds that rivers know no border.</p>"
AGAIN = "<aside>Rivers know no border</aside>"
OTHER = "<aside>Water <strong>wins</strong></aside>"


@pytest.fixture
def page(client, db):
    article = make_article(body=clean(AGAIN + TEXT + OTHER), standfirst="")
    return client.get(article.get_absolute_url()).content.decode()


def test_who_listens_hears_what_is_new_and_nothing_twice(page):
    assert '<div class="pull" aria-hidden="true"><p>Rivers know no border</p></div>' in page
    assert '<div class="pull" role="note"><p>Water <strong>wins</strong></p></div>' in page


def test_a_feed_has_what_is_new(page, client):
    for address in ("/feeds/atom/", "/feeds/rss/"):
        feed = client.get(address).content.decode()
        assert "Rivers know no border" not in feed
        assert "&lt;blockquote&gt;&lt;p&gt;Water &lt;strong&gt;wins" in feed


def test_words_are_neither_counted_nor_quoted_twice(db):
    article = make_article(body=f"<aside>{'word ' * 400}</aside>{TEXT}", standfirst="")
    assert reading_time(article) == 1
    assert description(article) == "One finds that rivers know no border."
