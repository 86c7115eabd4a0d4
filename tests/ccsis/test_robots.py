"""No simple robot finds the office's mail address, and every reader can write to it."""

from html import unescape

import pytest

from articles.models import Kind, Region, State
from ccsis.identity import IDENTITY
from tests.factories import make_article, make_page, make_person, make_series

ADDRESSES = [
    "/",
    "/about/",
    "/imprint/",
    "/feeds/series/measures/atom/",
    "/feeds/people/avery/rss/",
    "/search/?q=some+words",
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


#: What staff may write anywhere.
WRITE = f"Some words to {IDENTITY.email}"


@pytest.fixture
def site(db):
    """Every kind of page."""
    make_page(slug="imprint", is_public=True, body=f"<p>{WRITE}.</p>")
    article = make_article(
        slug="piece",
        kind=Kind.EXCLUSIVE_REPORT,
        standfirst=WRITE,
        summary_points=[WRITE],
        body=f"<p>Some words<foot-note>{WRITE}</foot-note>. {WRITE}.</p>",
        republication_notice=WRITE,
        regions=["cis"],
        topics=["water"],
        byline=[make_person(slug="avery", biography=WRITE)],
    )
    Region.objects.filter(slug="cis").update(description=WRITE)
    series = make_series(slug="measures", description=WRITE)
    series.parts.create(number=1, article=article)
    series.parts.create(number=2, title="What comes", standfirst=WRITE)
    make_article(slug="withdrawn", state=State.WITHDRAWN)


@pytest.mark.parametrize("address", ADDRESSES)
def test_simple_robots_find_no_mail_address(client, site, address):
    assert IDENTITY.email not in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/", "/contact/", "/articles/piece/", "/articles/none/"])
def test_readers_find_it(client, site, address):
    html = unescape(client.get(address).content.decode())
    assert f'href="mailto:{IDENTITY.email}"' in html
