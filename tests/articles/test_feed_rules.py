"""The feeds and sitemaps keep the rules of their formats, whatever is in the pieces.

Atom: https://www.rfc-editor.org/rfc/rfc4287 · RSS: https://www.rssboard.org/rss-specification and its best practices ·
sitemaps: https://www.sitemaps.org/protocol.html and https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

import re
from collections import Counter
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest
from defusedxml import ElementTree

from articles import sitemaps
from articles.models import Kind
from tests import pages
from tests.factories import make_article, make_person, make_series

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
PLACES = ["", "regions/caucasus/", "series/a-series/", "people/avery/"]
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
RFC_822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
#: How often an element may stand in another: least and most (RFC 4287, 4.1).
IN_FEED = {"title": (1, 1), "id": (1, 1), "updated": (1, 1), "subtitle": (0, 1), "rights": (0, 1)}
IN_ENTRY = {
    "title": (1, 1),
    "id": (1, 1),
    "updated": (1, 1),
    "published": (0, 1),
    "content": (0, 1),
    "summary": (0, 1),
    "rights": (0, 1),
    "author": (1, 99),
    "link": (1, 99),
}
IN_CHANNEL = {"title": (1, 1), "link": (1, 1), "description": (1, 1), "lastBuildDate": (1, 1)}
IN_ITEM = {
    "title": (1, 1),
    "link": (1, 1),
    "description": (1, 1),
    "guid": (1, 1),
    "pubDate": (1, 1),
}


@pytest.fixture
def filled(jobs):
    """A piece of every kind and one with everything, in each feed there is."""
    avery = make_person(slug="avery")
    series = make_series(slug="a-series")
    english = pages.make_english_piece()
    fields = {"regions": ["caucasus"], "byline": [avery]}
    pieces = [*(make_article(kind=kind, **fields) for kind in Kind), english]
    for number, article in enumerate(pieces, start=1):
        series.parts.create(number=number, article=article)
    pages.make_every_kind_of_page(english)


@pytest.fixture
def read(client, filled):
    return lambda path: ElementTree.fromstring(client.get(path).content)


def miscounted(element, rules, prefix="") -> list[str]:
    """Which children stand too rarely or too often."""
    counts = Counter(child.tag for child in element)
    return [
        f"{counts[prefix + name]} × {name} in {element.tag}"
        for name, (least, most) in rules.items()
        if not least <= counts[prefix + name] <= most
    ]


def is_whole(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def relative_addresses(html: str) -> list[str]:
    """Addresses in a piece's HTML that mean nothing on another site. (Links within the piece do.)"""
    found = re.findall(r' (?:href|src)="([^"]*)"', html)
    return [address for address in found if not re.match(r"https?://|mailto:|#", address)]


@pytest.mark.parametrize("place", PLACES)
def test_atom_keeps_the_rules(read, place):
    feed = read(f"/feeds/{place}atom/")
    entries = feed.findall(f"{ATOM}entry")
    assert (feed.tag, bool(entries)) == (f"{ATOM}feed", True)
    faults = miscounted(feed, IN_FEED, ATOM)
    for entry in entries:
        faults += miscounted(entry, IN_ENTRY, ATOM)
        faults += relative_addresses(entry.findtext(f"{ATOM}content"))
    assert faults == []


@pytest.mark.parametrize("place", PLACES)
def test_atom_names_itself_its_page_and_each_entry_once(read, place):
    feed = read(f"/feeds/{place}atom/")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"http://testserver/feeds/{place}atom/"
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    assert [text for text in ids if not re.match(r"https?://|tag:", text)] == []
    addresses = [link.get("href") for link in feed.iter(f"{ATOM}link")]
    assert [address for address in addresses if not is_whole(address)] == []


@pytest.mark.parametrize("place", PLACES)
def test_atom_dates_are_of_its_form_and_the_feed_is_as_new_as_its_newest(read, place):
    feed = read(f"/feeds/{place}atom/")
    dates = [
        element.text for name in ("updated", "published") for element in feed.iter(ATOM + name)
    ]
    assert [text for text in dates if not RFC_3339.fullmatch(text)] == []
    newest = max(entry.findtext(f"{ATOM}updated") for entry in feed.findall(f"{ATOM}entry"))
    assert feed.findtext(f"{ATOM}updated") == newest


@pytest.mark.parametrize("place", PLACES)
def test_rss_keeps_the_rules(read, place):
    feed = read(f"/feeds/{place}rss/")
    (channel,) = feed
    items = channel.findall("item")
    assert (feed.tag, feed.get("version"), bool(items)) == ("rss", "2.0", True)
    faults = miscounted(channel, IN_CHANNEL)
    for item in items:
        faults += miscounted(item, IN_ITEM)
        faults += [address for address in [item.findtext("link")] if not is_whole(address)]
        # An e-mail address is what RSS wants there, which nobody here gives away.
        faults += ["author" for _ in item.findall("author")]
        faults += [] if item.findall(f"{DC}creator") else ["no creator"]
    assert faults == []
    guids = [item.findtext("guid") for item in items]
    assert len(guids) == len(set(guids))


@pytest.mark.parametrize("place", PLACES)
def test_rss_names_itself_and_dates_are_of_its_form(read, place):
    channel = read(f"/feeds/{place}rss/").find("channel")
    (link,) = channel.findall(f"{ATOM}link")
    assert (link.get("rel"), link.get("href")) == ("self", f"http://testserver/feeds/{place}rss/")
    dates = [channel.findtext("lastBuildDate"), *(e.text for e in channel.iter("pubDate"))]
    assert [text for text in dates if not RFC_822.fullmatch(text)] == []
    assert all(parsedate_to_datetime(text).tzinfo for text in dates)


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("/feeds/atom/", "application/atom+xml; charset=utf-8"),
        ("/feeds/rss/", "application/rss+xml; charset=utf-8"),
        ("/sitemap.xml", "application/xml"),
        ("/sitemap-news.xml", "application/xml"),
    ],
)
def test_each_is_sent_as_what_it_is(client, filled, path, type_):
    response = client.get(path)
    assert response.headers["Content-Type"] == type_
    assert response.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>') or (
        response.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    )


@pytest.mark.parametrize("section", sitemaps.SECTIONS)
def test_a_sitemap_keeps_the_protocol(read, client, section):
    path = f"/sitemap-{section}.xml"
    root = read(path)
    assert root.tag == f"{MAP}urlset"
    assert {child.tag for child in root} == {f"{MAP}url"}
    assert {tag for url in root for tag in (c.tag for c in url)} <= {f"{MAP}loc", f"{MAP}lastmod"}
    check_addresses(root)
    assert len(root) <= 50_000
    assert len(client.get(path).content) <= 52_428_800


def test_the_index_of_sitemaps_keeps_the_protocol(read):
    root = read("/sitemap.xml")
    assert root.tag == f"{MAP}sitemapindex"
    assert {child.tag for child in root} == {f"{MAP}sitemap"}
    check_addresses(root)


def check_addresses(root) -> None:
    """Each once, whole, of the same host, in ASCII, shorter than 2,048; with dates as W3C writes them."""
    addresses = [element.text for element in root.iter(f"{MAP}loc")]
    assert len(addresses) == len(set(addresses)) == len(root)
    wrong = [a for a in addresses if not (a.startswith("http://testserver/") and a.isascii())]
    assert wrong == []
    assert max(map(len, addresses)) < 2_048
    dates = [element.text for element in root.iter(f"{MAP}lastmod")]
    assert [text for text in dates if not RFC_3339.fullmatch(text)] == []


def test_the_news_keep_googles_rules(read):
    root = read("/sitemap-news.xml")
    assert 0 < len(root) <= 1_000
    check_addresses(root)
    for news in root.iter(f"{NEWS}news"):
        assert [child.tag.removeprefix(NEWS) for child in news] == [
            "publication",
            "publication_date",
            "title",
        ]
        assert re.fullmatch(r"[a-z]{2}", news.findtext(f"{NEWS}publication/{NEWS}language"))
        assert datetime.fromisoformat(news.findtext(f"{NEWS}publication_date")).tzinfo
        assert news.findtext(f"{NEWS}title").strip()
