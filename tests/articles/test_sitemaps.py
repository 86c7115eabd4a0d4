from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles import sitemaps
from articles.models import Article, Kind, Page, SeriesPart, State
from tests.factories import make_article, make_page, make_person, make_series

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
FILES = [f"/sitemap-{section}.xml" for section in sitemaps.sections()]
HOSTILE = "</script>\"'<b>&amp;]]>\x0b\x1b end"
LATER = timezone.now() + timedelta(days=400)
HIDDEN = [
    {"state": State.DRAFT},
    {"state": State.IN_REVIEW},
    {"state": State.WITHDRAWN},
    {"published_at": LATER},
    {"published_at": None},
]


def make_linked(name, **fields):
    """A piece with a region, a topic, a series and an author of its own."""
    article = make_article(
        slug=f"{name}-piece",
        regions=[f"{name}-region"],
        topics=[f"{name} topic"],
        byline=[make_person(slug=f"{name}-person")],
        **fields,
    )
    SeriesPart.objects.create(series=make_series(slug=f"{name}-series"), number=1, article=article)
    return article


@pytest.fixture
def read(client):
    """What a file lists: the path or query of each entry, with the time of its last change."""

    def read(address):
        root = ElementTree.fromstring(client.get(address).content)
        return {
            entry.findtext(f"{MAP}loc").removeprefix("http://testserver"): entry.findtext(
                f"{MAP}lastmod"
            )
            for entry in root
        }

    return read


def test_the_index_names_a_file_for_each_section(read, db):
    assert list(read("/sitemap.xml")) == FILES


def test_the_index_says_when_a_section_last_changed(read, db):
    make_article(published_at=datetime(2026, 1, 2, tzinfo=UTC))
    make_article(
        published_at=datetime(2025, 1, 2, tzinfo=UTC), updated_at=datetime(2026, 3, 4, tzinfo=UTC)
    )
    assert read("/sitemap.xml")["/sitemap-articles.xml"] == "2026-03-04T00:00:00+00:00"


def test_articles_come_with_the_time_of_their_last_change(read, db):
    first = datetime(2026, 1, 2, tzinfo=UTC)
    make_article(slug="as-it-was", published_at=first)
    make_article(slug="changed", published_at=first, updated_at=first + timedelta(days=1))
    make_article(slug="գետեր", published_at=first + timedelta(days=2))
    assert read("/sitemap-articles.xml") == {
        "/articles/as-it-was/": "2026-01-02T00:00:00+00:00",
        "/articles/changed/": "2026-01-03T00:00:00+00:00",
        "/articles/%D5%A3%D5%A5%D5%BF%D5%A5%D6%80/": "2026-01-04T00:00:00+00:00",
    }


@pytest.mark.parametrize(
    ("section", "path"),
    [
        ("regions", "/regions/shown-region/"),
        ("topics", "/topics/shown-topic/"),
        ("series", "/series/shown-series/"),
        ("people", "/people/shown-person/"),
    ],
)
def test_a_section_lists_what_a_published_piece_has(read, db, section, path):
    make_linked("shown", published_at=datetime(2026, 1, 2, tzinfo=UTC))
    assert read(f"/sitemap-{section}.xml") == {path: "2026-01-02T00:00:00+00:00"}


def test_a_series_is_listed_as_soon_as_readers_know_of_it(read, db):
    titled = make_series(slug="titled")
    titled.parts.create(number=1, title="What comes")
    make_series(slug="announced", announced_on=date(2026, 1, 2))
    make_series(slug="planned", announced_on=timezone.localdate() + timedelta(days=1))
    make_series(slug="empty")
    assert read("/sitemap-series.xml") == {
        "/series/titled/": None,
        "/series/announced/": "2026-01-02T00:00:00+00:00",
    }


def test_pages_are_listed_with_those_that_the_code_makes(read, db):
    Page.objects.all().delete()
    make_page(slug="about-us", is_public=True)
    make_page(slug="secret-page", is_public=False)
    listed = ["/", "/articles/", "/series/", "/corrections/", "/feeds/", "/about-us/"]
    assert list(read("/sitemap-pages.xml")) == listed


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-news.xml", *FILES])
def test_nothing_unreleased_is_in_any_file(client, db, address):
    for number, fields in enumerate(HIDDEN):
        make_linked(f"unreleased-{number}", **fields)
    answer = client.get(address)
    assert answer.status_code == 200
    assert b"unreleased" not in answer.content


def test_all_that_is_listed_can_be_read(read, client, db):
    make_linked("shown")
    for address in FILES:
        for path in read(address):
            assert client.get(path).status_code == 200, path


def test_many_articles_are_listed_in_several_files(read, client, monkeypatch, db):
    monkeypatch.setattr(sitemaps.ArticleSitemap, "limit", 2)
    for _ in range(3):
        make_article()
    assert "/sitemap-articles.xml?p=2" in read("/sitemap.xml")
    assert len(read("/sitemap-articles.xml")) == 2
    assert len(read("/sitemap-articles.xml?p=2")) == 1
    assert client.get("/sitemap-articles.xml?p=3").status_code == 404


@pytest.mark.parametrize("address", ["/sitemap-rumours.xml", "/sitemap-articles.xml?p=x"])
def test_other_files_do_not_exist(client, db, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/sitemap.xml", 14),
        ("/sitemap-pages.xml", 1),
        ("/sitemap-news.xml", 2),
        *((f"/sitemap-{name}.xml", 2) for name in sitemaps.SECTIONS if name != "pages"),
    ],
)
def test_a_file_costs_the_same_with_few_rows_and_with_many(
    client, db, django_assert_num_queries, address, queries
):
    for name in ("few", *(f"many-{number}" for number in range(12))):
        make_linked(name)
        make_page(is_public=True)
        if name in {"few", "many-11"}:
            with django_assert_num_queries(queries):
                client.get(address)


def test_the_news_are_pieces_of_the_last_two_days(client, db):
    now = timezone.now()
    fresh = make_article(title="Fresh", language="tr", published_at=now - timedelta(hours=47))
    make_article(title="Old", published_at=now - timedelta(hours=49))
    (entry,) = ElementTree.fromstring(client.get("/sitemap-news.xml").content)
    news = entry.find(f"{NEWS}news")
    assert entry.findtext(f"{MAP}loc") == f"http://testserver{fresh.get_absolute_url()}"
    assert news.findtext(f"{NEWS}title") == "Fresh"
    assert (
        news.findtext(f"{NEWS}publication/{NEWS}name")
        == "The Caucasus Center for Strategic and International Studies"
    )
    assert news.findtext(f"{NEWS}publication/{NEWS}language") == "tr"
    published = datetime.fromisoformat(news.findtext(f"{NEWS}publication_date"))
    assert published == fresh.published_at


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": Kind.SIMULATION},
        {"kind": Kind.ANNOUNCEMENT},
        {"is_demo": True},
        {"state": State.RETRACTED},
    ],
)
def test_what_reports_no_events_is_not_news(read, db, fields):
    make_article(**fields)
    assert read("/sitemap-news.xml") == {}


def test_at_most_a_thousand_pieces_are_news(read, db):
    now = timezone.now()
    Article.objects.bulk_create(
        Article(title="News", slug=f"news-{number}", state=State.READY, published_at=now)
        for number in range(1_001)
    )
    assert len(read("/sitemap-news.xml")) == 1_000


def test_a_hostile_title_survives_in_valid_xml(client, db):
    make_article(title=HOSTILE)
    root = ElementTree.fromstring(client.get("/sitemap-news.xml").content)
    assert root.findtext(f".//{NEWS}title") == "</script>\"'<b>&amp;]]> end"


def test_robots_are_told_where_the_sitemaps_are(client):
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /staff/",
        "Disallow: /my/",
        "Disallow: /preview/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
        "Sitemap: http://testserver/sitemap-news.xml",
    ]
