"""Walks through the lists, link by link, as a reader does."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from articles.models import Kind, State
from ccsis.identity import IDENTITY
from tests.factories import make_article, make_person, make_region

MOMENT = datetime(2024, 5, 1, 12, tzinfo=UTC)
LISTS = [
    "/articles/",
    "/articles/?kind=commentary&region=cis&year=2024&language=en",
    "/regions/cis/",
    "/topics/water/",
    "/people/avery/",
]


@pytest.fixture
def pieces(db):
    """Forty-five, of three pages; a third of them of one instant, across the pages' borders."""
    person = make_person(slug="avery")
    moments = [MOMENT + timedelta(minutes=min(max(number, 15), 30)) for number in range(45)]
    return [
        make_article(
            kind=Kind.COMMENTARY,
            published_at=moment,
            regions=["cis"],
            topics=["water"],
            byline=[person],
        )
        for moment in moments
    ]


@pytest.fixture
def read(client):
    """The titles of a page, and its neighbours' addresses by "prev" and "next"."""

    def read(address):
        response = client.get(address)
        assert response.status_code == 200
        html = response.content.decode()
        links = re.findall(r'<a href="(\?[^"]+)" rel="(prev|next)"', html)
        path = address.partition("?")[0]
        return (
            re.findall(r'entry__title"[^>]*><a[^>]*>([^<]+)<', html),
            {rel: path + unescape(query) for query, rel in links},
        )

    return read


@pytest.mark.parametrize("address", LISTS)
def test_a_reader_goes_through_a_list_and_back(client, pieces, read, address):
    newest = [
        piece.title for piece in sorted(pieces, key=lambda p: (p.published_at, p.pk), reverse=True)
    ]
    first, to_second = read(address)
    second, to_others = read(to_second["next"])
    third, to_last = read(to_others["next"])
    assert first + second + third == newest
    assert (to_second.keys(), to_last.keys()) == ({"next"}, {"prev"})
    assert read(to_last["prev"]) == (second, to_others)
    assert client.get(to_others["prev"]).headers["Location"] == address


@pytest.mark.parametrize("address", LISTS[2:])
def test_what_makes_no_list_is_not_kept_in_the_addresses(pieces, read, address):
    _titles, links = read(f"{address}?utm_source=x&page=3")
    assert re.fullmatch(re.escape(address) + r"\?before=[^&]+", links["next"])


def test_a_later_page_says_from_when_its_pieces_are(client, pieces, read):
    for address in ("/regions/cis/", "/people/avery/"):
        later = client.get(read(address)[1]["next"]).content.decode()
        words = ", from 1 May 2024 back"
        assert f"{words} | {IDENTITY.short_name}</title>" in later
        assert words not in client.get(address).content.decode()


def test_newer_pieces_join_the_first_page(client, pieces, read):
    _titles, links = read(read("/regions/cis/")[1]["next"])
    make_article(title="New", regions=["cis"], published_at=MOMENT + timedelta(days=1))
    titles, links = read(links["prev"])
    assert "New" not in titles
    assert client.get(links["prev"]).headers["Location"] == "/regions/cis/"


def test_a_piece_withdrawn_at_the_border_of_a_page_leaves_its_address_alone(pieces, read):
    address = read("/articles/")[1]["next"]
    before, _links = read(address)
    border = sorted(pieces, key=lambda p: (p.published_at, p.pk), reverse=True)[19]
    border.state = State.WITHDRAWN
    border.save()
    assert read(address)[0] == before


@pytest.mark.parametrize("address", ["/topics/water/", "/people/avery/"])
def test_a_list_without_pieces_does_not_exist_on_any_page(client, db, address):
    make_person(slug="avery")
    make_article(topics=["water"], state=State.DRAFT)
    assert client.get(address).status_code == 404
    past = client.get(f"{address}?before=2001-01-01T00:00Z~1", follow=True)
    assert (past.redirect_chain, past.status_code) == ([(address, 302)], 404)


def test_a_region_without_pieces_has_a_page(read, db):
    make_region("cis")
    assert read("/regions/cis/") == ([], {})
