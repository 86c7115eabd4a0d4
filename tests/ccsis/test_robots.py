"""No simple robot finds the office's mail address, and every reader can write to it."""

from html import unescape

import pytest

from articles.models import Kind, State
from ccsis.identity import IDENTITY
from tests.factories import make_article, make_first_menus, make_page, make_person, make_series

ADDRESSES = [
    "/",
    "/about/",
    "/contact/",
    "/privacy/",
    "/imprint/",
    "/articles/",
    "/articles/piece/",
    "/articles/withdrawn/",
    "/articles/none/",
    "/regions/cis/",
    "/topics/water/",
    "/series/",
    "/series/measures/",
    "/people/avery/",
    "/search/",
    "/search/?q=words",
    "/feeds/",
    "/feeds/atom/",
    "/feeds/rss/",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap-pages.xml",
]


@pytest.fixture
def site(db):
    """Every kind of page."""
    make_first_menus()
    make_page(slug="imprint", is_public=True, body="<p>Words.</p>")
    article = make_article(
        slug="piece",
        kind=Kind.EXCLUSIVE_REPORT,
        body="<p>Some words.</p>",
        regions=["cis"],
        topics=["water"],
        byline=[make_person(slug="avery", biography="Made up.")],
    )
    make_series(slug="measures").parts.create(number=1, article=article)
    make_article(slug="withdrawn", state=State.WITHDRAWN)


@pytest.mark.parametrize("address", ADDRESSES)
def test_simple_robots_find_no_mail_address(client, site, address):
    assert IDENTITY.email not in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/", "/contact/", "/articles/piece/", "/articles/none/"])
def test_readers_find_it(client, site, address):
    html = unescape(client.get(address).content.decode())
    assert f'href="mailto:{IDENTITY.email}"' in html
