from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
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


def test_what_the_editor_chose_comes_first_in_that_order(article):
    make_article(title="Two topics", topics=["law", "water"])
    first, second = make_article(title="First choice"), make_article(title="Second choice")
    article.related_pieces.create(piece=second, position=2)
    article.related_pieces.create(piece=first, position=1)
    assert related(article) == ["First choice", "Second choice", "Two topics"]


def test_what_is_being_written_takes_no_place_among_those_compared(article, monkeypatch):
    monkeypatch.setattr("articles.related.COMPARED", 2)
    make_article(title="Public", regions=["cis"], topics=["law"])
    for _number in range(3):
        make_article(state=State.DRAFT, regions=["cis"], topics=["law"])
    assert related(article) == ["Public"]


def test_a_choice_works_in_one_direction(article):
    other = make_article(title="Chosen")
    article.related_pieces.create(piece=other)
    assert related(other) == []


def test_a_choice_that_is_not_public_stays_hidden(article):
    article.related_pieces.create(piece=make_article(state=State.DRAFT))
    assert related(article) == []


@pytest.mark.parametrize("chosen", [0, 3])
def test_related_pieces_cost_one_query(article, django_assert_num_queries, chosen):
    for _number in range(chosen):
        article.related_pieces.create(piece=make_article())
    make_article(topics=["law"])
    loaded = Article.objects.with_everything().get(pk=article.pk)
    with django_assert_num_queries(1):
        assert len(related_to(loaded)) == (chosen or 1)


def test_a_piece_is_not_related_to_itself(article):
    with pytest.raises(IntegrityError, match="related_piece_is_another_one"), transaction.atomic():
        article.related_pieces.create(piece=article)


def test_a_piece_is_chosen_once(article):
    other = make_article()
    article.related_pieces.create(piece=other)
    with pytest.raises(IntegrityError, match="related_piece_is_chosen_once"), transaction.atomic():
        article.related_pieces.create(piece=other, position=2)
