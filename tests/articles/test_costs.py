"""What each public page asks of the database: the same of an archive of 20 pieces and of 2,000."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from taggit.models import Tag

from articles.actions import tell_planner
from articles.models import (
    Article,
    ArticleTag,
    Byline,
    Correction,
    Kind,
    Page,
    Person,
    Series,
    SeriesPart,
    State,
)
from tests.factories import make_page, make_person, make_region, make_series

# Also what makes pytest-django set up a database of the tests' own, before the module's fixture.
pytestmark = pytest.mark.django_db

TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
#: All of them are news.
MOMENT = timezone.now() - timedelta(hours=36)
PARTS = 10
PAGES = {
    "/": 4,
    "/articles/": 2,
    "/articles/?kind=analysis&region=caucasus&year={moment:%Y}&language=en": 2,
    "/articles/?before={moment:%Y-%m-%dT%H:%M:%SZ}~1": 2,
    "/articles/piece-12/": 4,
    "/regions/caucasus/": 2,
    "/topics/water/": 3,
    "/series/": 2,
    "/series/measures-1/": 3,
    "/people/avery/": 3,
    "/search/": 1,
    "/search/?q=piece&kind=analysis": 4,
    "/search/?q=nothing-like-it": 4,
    "/how-we-count/": 2,
    "/feeds/": 3,
    "/corrections/": 2,
    "/corrections/?before={moment:%Y-%m-%dT%H:%M:%SZ}~1": 2,
}
#: Read by programs, without menus.
FEEDS = {
    "/feeds/atom/": 2,
    "/feeds/rss/": 2,
    "/feeds/regions/caucasus/atom/": 2,
    "/feeds/series/measures-1/atom/": 2,
    "/feeds/people/avery/rss/": 2,
}
FILES = {"/sitemap.xml": 14, "/sitemap-articles.xml": 2, "/sitemap-news.xml": 2, "/robots.txt": 0}
REFUSALS = {
    "/articles/none/": (404, 4),
    "/articles/withdrawn/": (410, 3),
    "/articles/?kind=rumour": (404, 2),
    "/regions/nowhere/": (404, 2),
    "/topics/nothing/": (404, 3),
    "/series/none/": (404, 3),
    "/people/nobody/": (404, 3),
    "/none/": (404, 3),
    "/no/such/address/": (404, 2),
}


@pytest.fixture(scope="module", params=[20, 2_000])
def _archive(request, django_db_setup, django_db_blocker):
    """So many public pieces, which all tests of this module share."""
    with django_db_blocker.unblock():
        fill(request.param)
        yield
        empty()


def fill(count):
    make_page(slug="how-we-count", is_public=True)
    articles = Article.objects.bulk_create(made_up(number) for number in range(count))
    region, person = make_region("caucasus"), make_person(slug="avery")
    topic, _ = Tag.objects.get_or_create(name="water", slug="water")
    series = [make_series(slug=f"measures-{number}") for number in range(count // PARTS)]
    through = Article.regions.through
    through.objects.bulk_create(through(article=a, region=region) for a in articles)
    ArticleTag.objects.bulk_create(ArticleTag(content_object=a, tag=topic) for a in articles)
    Byline.objects.bulk_create(Byline(article=a, person=person) for a in articles)
    Correction.objects.bulk_create(
        Correction(article=a, kind="update", text="More.", made_at=a.published_at) for a in articles
    )
    SeriesPart.objects.bulk_create(
        SeriesPart(series=series[place // PARTS], number=place % PARTS + 1, article=article)
        for place, article in enumerate(articles)
    )
    Article.objects.create(
        title="Withdrawn", slug="withdrawn", state=State.WITHDRAWN, published_at=MOMENT
    )
    # As whatever writes many rows does.
    tell_planner()


def made_up(number):
    kinds = [Kind.ANALYSIS, Kind.SPECIAL_REPORT]
    return Article(
        title=f"Piece {number}",
        slug=f"piece-{number}",
        kind=kinds[number % len(kinds)],
        body="<p>Some made-up text.</p>",
        state=State.READY,
        published_at=MOMENT + timedelta(minutes=number),
    )


def empty():
    for model in (Series, Article, Person, Tag):
        model.objects.all().delete()
    Page.objects.filter(slug="how-we-count").delete()


@pytest.fixture
def asks(_archive, client):
    """Get an address, which must ask so many queries. Those that frame a transaction are none."""

    def asks(address, queries, **headers):
        moment = MOMENT + timedelta(minutes=5)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address.format(moment=moment), headers=headers)
        asked = [row["sql"] for row in captured if not row["sql"].startswith(TRANSACTION)]
        assert len(asked) == queries, asked
        return response

    return asks


@pytest.mark.parametrize(("address", "queries"), (PAGES | FILES).items())
def test_a_page_asks_the_same_of_few_pieces_and_of_many(asks, address, queries):
    assert asks(address, queries).status_code == 200


@pytest.mark.parametrize(("address", "queries"), FEEDS.items())
def test_a_feed_asks_once_where_nothing_has_changed(asks, address, queries):
    first = asks(address, queries)
    again = asks(address, 1, if_none_match=first.headers["ETag"])
    assert (first.status_code, again.status_code) == (200, 304)


@pytest.mark.parametrize(("address", "answer"), REFUSALS.items())
def test_a_refusal_asks_the_same_of_few_pieces_and_of_many(asks, address, answer):
    status, queries = answer
    assert asks(address, queries).status_code == status
