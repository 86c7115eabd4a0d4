from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, State
from articles.related import related_to
from tests.factories import make_article, make_series

LATER = timezone.now() + timedelta(days=400)


@pytest.fixture
def article(db):
    return make_article(title="The piece", regions=["caucasus", "cis"], topics=["water", "law"])


def related(article, **options):
    loaded = Article.objects.with_everything().get(pk=article.pk)
    return [other.title for other in related_to(loaded, **options)]


def test_what_shares_more_comes_first(article):
    make_article(title="One region", regions=["cis"])
    make_article(title="One topic", topics=["law"])
    make_article(title="Two topics", topics=["law", "water"])
    make_article(title="Nothing shared", regions=["eurasia"], topics=["maps"])
    assert related(article) == ["Two topics", "One topic", "One region"]


def test_the_series_counts_as_much_as_two_topics(article):
    series = make_series()
    series.parts.create(number=1, article=article)
    series.parts.create(number=2, article=make_article(title="Next part", regions=["cis"]))
    series.parts.create(number=3, title="Announced")
    make_article(title="Two topics", topics=["law", "water"])
    assert related(article) == ["Next part", "Two topics"]


def test_of_equals_the_newer_comes_first_and_three_are_enough(article):
    now = timezone.now()
    for days in (4, 1, 3, 2):
        make_article(
            title=f"{days} days old", topics=["law"], published_at=now - timedelta(days=days)
        )
    assert related(article) == ["1 days old", "2 days old", "3 days old"]


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DRAFT},
        {"state": State.IN_REVIEW},
        {"state": State.WITHDRAWN},
        {"published_at": LATER},
        {"published_at": None},
    ],
)
def test_what_is_not_public_is_never_related(article, fields):
    hidden = make_article(topics=["law", "water"], regions=["cis"], **fields)
    series = make_series()
    series.parts.create(number=1, article=article)
    series.parts.create(number=2, article=hidden)
    assert related(article) == []


def test_what_the_page_names_already_is_left_out(article):
    make_article(title="Named", slug="named", topics=["law"])
    make_article(title="Not named", topics=["law"])
    assert related(article, besides=["named"]) == ["Not named"]


def test_a_piece_that_shares_nothing_has_no_related_ones(client, db):
    make_article()
    article = make_article()
    assert related(article) == []
    assert "Related pieces" not in client.get(article.get_absolute_url()).content.decode()


def test_a_piece_of_many_topics_and_regions_finds_its_like(db):
    topics = [f"topic {number}" for number in range(12)]
    regions = ["caucasus", "central-asia", "cis", "eurasia", "middle-east", "worldwide"]
    article = make_article(topics=topics, regions=regions)
    make_article(title="Its like", topics=topics, regions=regions)
    assert related(article) == ["Its like"]
