from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.utils import timezone

from articles.feeds import ENTRIES, with_whole_addresses
from articles.models import Article, Byline, Kind, Language, SeriesPart, State
from tests.factories import make_article, make_image, make_person, make_series

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HOSTILE = "</script>\"'<b>&amp;]]>\x0b\x1b\ufffe end"
PLACES = ["", "regions/caucasus/", "series/a-series/", "people/avery/"]
FEEDS = [f"/feeds/{place}{form}/" for place in PLACES for form in ("atom", "rss")]
LATER = timezone.now() + timedelta(days=400)


@pytest.fixture
def avery(db):
    return make_person("Avery Example", slug="avery")


@pytest.fixture
def series(db):
    return make_series(slug="a-series", title="A series")


@pytest.fixture
def add(avery, series):
    """Make a piece that belongs to every feed."""

    def add(**fields):
        article = make_article(**({"regions": ["caucasus"], "byline": [avery]} | fields))
        number = series.parts.count() + 1
        SeriesPart.objects.create(series=series, number=number, article=article)
        return article

    return add


@pytest.fixture
def read(client):
    """The root of a feed."""
    return lambda address: ElementTree.fromstring(client.get(address).content)


@pytest.fixture
def atom(read):
    return lambda address="/feeds/atom/": read(address).findall(f"{ATOM}entry")


@pytest.fixture
def rss(read):
    return lambda address="/feeds/rss/": read(address).findall("channel/item")


def texts(parent, path):
    return [element.text for element in parent.findall(path)]


def test_atom_tells_all_that_belongs_to_a_piece(atom, add, avery):
    article = add(
        title="Rivers & ledgers",
        kind=Kind.EXCLUSIVE_REPORT,
        standfirst="Two ways to count.",
        summary_points=["A finding."],
        body='<p>Words, <a href="/about/">a link</a>.</p>',
        topics=["Water"],
        republication_notice="Credit us.",
        published_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        updated_at=datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC),
    )
    Byline.objects.create(article=article, name="Kim Sample", role="translator", position=2)
    (entry,) = atom()
    address = f"http://testserver{article.get_absolute_url()}"
    assert entry.findtext(f"{ATOM}title") == "Rivers & ledgers"
    assert entry.find(f"{ATOM}link").get("href") == address
    assert entry.findtext(f"{ATOM}published") == "2026-01-02T03:04:05+00:00"
    assert entry.findtext(f"{ATOM}updated") == "2026-02-03T04:05:06+00:00"
    assert entry.findtext(f"{ATOM}summary") == "Two ways to count."
    assert entry.findtext(f"{ATOM}rights") == "Credit us."
    assert texts(entry, f"{ATOM}author/{ATOM}name") == ["Avery Example"]
    assert texts(entry, f"{ATOM}author/{ATOM}uri") == ["http://testserver/people/avery/"]
    assert texts(entry, f"{ATOM}contributor/{ATOM}name") == ["Kim Sample"]
    terms = [category.get("term") for category in entry.findall(f"{ATOM}category")]
    assert terms == ["Exclusive report", "Caucasus", "Water"]
    content = entry.findtext(f"{ATOM}content")
    for words in (
        "<em>Two ways to count.</em>",
        "<li>A finding.</li>",
        '<a href="http://testserver/about/">a link</a>',
        "<p>Credit us.</p>",
        f'<a href="{address}">',
    ):
        assert words in content, words


def test_rss_tells_the_same(rss, add):
    add(
        title="Rivers & ledgers",
        topics=["Water"],
        body="<p>Words.</p>",
        published_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        updated_at=datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC),
    )
    (item,) = rss()
    assert item.findtext("title") == "Rivers & ledgers"
    assert item.findtext("pubDate") == "Fri, 02 Jan 2026 03:04:05 +0000"
    assert item.findtext(f"{ATOM}updated") == "2026-02-03T04:05:06+00:00"
    assert texts(item, f"{DC}creator") == ["Avery Example"]
    assert texts(item, "category") == ["Analysis", "Caucasus", "Water"]
    assert "<p>Words.</p>" in item.findtext(CONTENT)
    assert item.find("guid").get("isPermaLink") == "false"


def test_names_are_those_that_were_printed(atom, rss, add, avery):
    article = add()
    article.bylines.update(name="A. Example, then")
    assert texts(atom()[0], f"{ATOM}author/{ATOM}name") == ["A. Example, then"]
    assert texts(rss()[0], f"{DC}creator") == ["A. Example, then"]


def test_a_piece_without_byline_is_the_publishers(atom, rss, db):
    make_article()
    assert texts(atom()[0], f"{ATOM}author/{ATOM}name") == ["The Caucasus Center"]
    assert texts(rss()[0], f"{DC}creator") == ["The Caucasus Center"]


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"kind": Kind.SIMULATION}, "Simulation, not a report of events"),
        ({"is_demo": True}, "Demonstration"),
        ({"state": State.RETRACTED}, "Retracted"),
    ],
)
def test_what_must_be_said_with_a_title_is_said_in_title_and_text(atom, rss, add, fields, label):
    add(title="A lake", **fields)
    assert atom()[0].findtext(f"{ATOM}title") == f"{label}: A lake"
    assert rss()[0].findtext("title") == f"{label}: A lake"
    for text in (atom()[0].findtext(f"{ATOM}content"), rss()[0].findtext(CONTENT)):
        assert text.startswith(f"<p><strong>{label}</strong></p>")
    assert rss()[0].findtext("description").startswith(label)


def test_an_entry_in_another_language_says_so(atom, rss, add):
    add(language=Language.PERSIAN, body="<p>متن</p>")
    assert atom()[0].get(LANG) == "fa"
    assert rss()[0].findtext(f"{DC}language") == "fa"
    assert '<div lang="fa" dir="rtl">' in rss()[0].findtext(CONTENT)


def test_english_entries_have_the_language_of_the_feed(read, add):
    add()
    feed = read("/feeds/atom/")
    assert feed.get(LANG) == "en"
    assert feed.find(f"{ATOM}entry").get(LANG) is None
    assert read("/feeds/rss/").find(f"channel/item/{DC}language") is None


@pytest.mark.parametrize("address", FEEDS)
def test_hostile_texts_survive_in_valid_xml(read, client, add, series, avery, address):
    add(title=HOSTILE, standfirst=HOSTILE, topics=["a<b>&"])
    series.title = series.description = avery.name = avery.biography = HOSTILE
    series.save()
    avery.save()
    tag = f".//{ATOM}entry/{ATOM}title" if "atom" in address else "channel/item/title"
    assert read(address).findtext(tag) == "</script>\"'<b>&amp;]]> end"
    assert b"<script" not in client.get(address).content


@pytest.mark.parametrize("address", FEEDS)
def test_only_what_is_public_is_in_a_feed(client, add, address):
    add(title="A public piece")
    for number, fields in enumerate(
        [
            {"state": State.DRAFT},
            {"state": State.IN_REVIEW},
            {"state": State.WITHDRAWN},
            {"published_at": LATER},
            {"published_at": None},
        ]
    ):
        add(title=f"Unreleased {number}", body="<p>Unreleased words</p>", **fields)
    feed = client.get(address).content.decode()
    assert "A public piece" in feed
    assert "Unreleased" not in feed


@pytest.mark.parametrize("address", FEEDS[4:])
def test_without_anything_published_a_series_or_person_has_no_feed(client, add, address):
    add(state=State.DRAFT)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("place", ["regions/nowhere/", "series/none/", "people/nobody/"])
def test_what_does_not_exist_has_no_feed(client, db, place):
    assert client.get(f"/feeds/{place}atom/").status_code == 404


@pytest.mark.parametrize("address", FEEDS[:4])
def test_an_empty_feed_is_still_a_feed(read, db, address):
    assert len(read(address)) > 0


def test_a_feed_is_about_its_own_pieces(atom, add):
    mine = add()
    make_article(title="Somewhere else", regions=["cis"])
    for place in PLACES[1:]:
        assert texts(*atom(f"/feeds/{place}atom/"), f"{ATOM}title") == [mine.title]


def test_a_person_with_two_roles_is_told_once(atom, add, avery):
    article = add()
    Byline.objects.create(article=article, person=avery, role="translator", position=2)
    assert len(atom("/feeds/people/avery/atom/")) == 1


def test_a_feed_names_itself_and_its_page(read, add):
    add()
    links = {link.get("rel"): link.get("href") for link in read(FEEDS[2]).findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://testserver/regions/caucasus/",
        "self": "http://testserver/feeds/regions/caucasus/atom/",
    }


def test_the_newest_pieces_come_first_and_old_ones_leave(atom, db):
    now = timezone.now()
    for hours in range(1, ENTRIES + 3):
        make_article(title=f"Aged {hours}", published_at=now - timedelta(hours=hours))
    titles = [entry.findtext(f"{ATOM}title") for entry in atom()]
    assert titles == [f"Aged {hours}" for hours in range(1, ENTRIES + 1)]


def test_an_entry_keeps_its_id_when_its_address_changes(atom, add):
    article = add()
    before = atom()[0].findtext(f"{ATOM}id")
    Article.objects.filter(pk=article.pk).update(slug="another-slug")
    assert atom()[0].findtext(f"{ATOM}id") == before


@pytest.mark.parametrize("address", FEEDS)
def test_a_reader_that_is_up_to_date_gets_no_feed_again(
    client, add, django_assert_num_queries, address
):
    add()
    first = client.get(address)
    assert first.headers["Cache-Control"] == "public, no-cache"
    for header in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        with django_assert_num_queries(1):
            again = client.get(address, headers=header)
        assert (again.status_code, again.content) == (304, b"")


CHANGES = {
    "a new piece": lambda article: make_article(regions=["caucasus"]),
    "another text": lambda article: Article.objects.filter(pk=article.pk).update(body="<p>x</p>"),
    "another name": lambda article: article.bylines.update(name="Name, withheld"),
    "another region": lambda article: article.regions.clear(),
    "withdrawn": lambda article: Article.objects.filter(pk=article.pk).update(
        state=State.WITHDRAWN
    ),
    "retracted": lambda article: Article.objects.filter(pk=article.pk).update(
        state=State.RETRACTED
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_seen_at_once(client, add, change):
    article = add()
    add()
    tag = client.get("/feeds/atom/").headers["ETag"]
    CHANGES[change](article)
    answer = client.get("/feeds/atom/", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer.headers["ETag"] != tag


@pytest.mark.parametrize("state", [State.READY, State.WITHDRAWN])
def test_by_date_too_a_reader_learns_of_a_save_and_of_a_withdrawal(client, add, state):
    article = add()
    add()
    seen = client.get("/feeds/rss/").headers["Last-Modified"]
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        article.state = state
        article.save()
        answer = client.get("/feeds/rss/", headers={"If-Modified-Since": seen})
    assert answer.status_code == 200


def test_a_piece_comes_into_the_feed_when_its_time_has_come(client, add):
    add()
    add(title="For tomorrow", published_at=timezone.now() + timedelta(days=1))
    first = client.get("/feeds/atom/")
    assert b"For tomorrow" not in first.content
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        for name, value in (
            ("If-None-Match", first.headers["ETag"]),
            ("If-Modified-Since", first.headers["Last-Modified"]),
        ):
            assert b"For tomorrow" in client.get("/feeds/atom/", headers={name: value}).content


def test_by_date_too_a_reader_learns_that_a_piece_has_ended(client, add):
    """Nobody saves it at that moment."""
    add(unpublish_at=timezone.now() + timedelta(days=1))
    add()
    seen = client.get("/feeds/rss/").headers["Last-Modified"]
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        answer = client.get("/feeds/rss/", headers={"If-Modified-Since": seen})
    assert answer.status_code == 200


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_costs_two_queries_with_few_pieces_and_with_many(
    client, add, django_assert_num_queries, address
):
    for count in (2, ENTRIES + 5):
        for _ in range(count):
            add(topics=["water", "law"], picture=None)
        with django_assert_num_queries(2):
            client.get(address)


def test_subscribers_of_the_old_site_are_led_to_the_feed(client, db):
    answer = client.get("/feed/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/feeds/rss/")


def test_a_feed_is_only_read(client, db):
    assert client.post("/feeds/atom/").status_code == 405


def test_pictures_in_the_text_have_whole_addresses(rss, add, jobs):
    image = make_image()
    add(body=f'<figure><img src="{image.file.url}" alt="A plain rectangle"></figure>')
    assert f'src="http://testserver{image.file.url}"' in rss()[0].findtext(CONTENT)


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ('<a href="#note">', '<a href="https://example.org/articles/a/#note">'),
        ('<a href="/b/?x=1&amp;y=2">', '<a href="https://example.org/b/?x=1&amp;y=2">'),
        ('<a href="https://other.example/">', '<a href="https://other.example/">'),
        ('<a href="mailto:a@example.org">', '<a href="mailto:a@example.org">'),
        ('<a href="//[">', '<a href="//[">'),
        ('<img alt=" href=&quot;/x&quot;">', '<img alt=" href=&quot;/x&quot;">'),
        ('<p>Write href="/x"</p>', '<p>Write href="/x"</p>'),
    ],
)
def test_only_addresses_in_tags_are_made_whole(written, whole):
    assert with_whole_addresses(written, "https://example.org/articles/a/") == whole


def test_notes_are_found_within_their_entry_and_in_no_other(rss, add):
    body = "<p>Words<foot-note>A made-up source.</foot-note></p>"
    for article, item in zip([add(body=body), add(body=body)], reversed(rss()), strict=True):
        content = item.findtext(CONTENT)
        assert f'id="piece-{article.pk}-fnref-1" href="#piece-{article.pk}-fn-1"' in content
        assert f'<li id="piece-{article.pk}-fn-1">A made-up source. <a href="#piece-' in content


def test_nobody_collects_mail_addresses_from_a_feed(rss, add):
    add(body='<p><a href="mailto:desk@example.org">desk@example.org</a></p>')
    content = rss()[0].findtext(CONTENT)
    assert 'href="&#109;&#97;' in content
    assert "desk" not in content


def test_the_list_of_feeds_names_those_that_have_something(client, add, series):
    add()
    make_series(title="Only announced")
    make_article(regions=["cis"], state=State.DRAFT)
    page = client.get("/feeds/").content.decode()
    for address in FEEDS[:6]:
        assert f'href="{address}"' in page, address
    assert "Only announced" not in page
    assert "/feeds/regions/cis/" not in page


def test_the_list_of_feeds_costs_the_same_with_few_rows_and_with_many(
    client, add, django_assert_num_queries
):
    for count in (1, 12):
        for _ in range(count):
            SeriesPart.objects.create(
                series=make_series(), number=1, article=make_article(regions=["cis", "eurasia"])
            )
        with django_assert_num_queries(3):
            client.get("/feeds/")


def test_pages_lead_to_their_feeds(client, add):
    add()
    for address, place in {
        "/": "",
        "/regions/caucasus/": "regions/caucasus/",
        "/series/a-series/": "series/a-series/",
        "/people/avery/": "people/avery/",
    }.items():
        page = client.get(address).content.decode()
        for form in ("atom", "rss"):
            link = (
                f'<link rel="alternate" type="application/{form}+xml" href="/feeds/{place}{form}/"'
            )
            assert link in page, address


def test_a_series_that_is_only_announced_leads_to_no_feed(client, series):
    SeriesPart.objects.create(series=series, number=1, title="To come")
    page = client.get("/series/a-series/")
    assert page.status_code == 200
    assert b"/feeds/series/" not in page.content
