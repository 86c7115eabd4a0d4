from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict

from articles.models import Article
from ccsis.lib.paging import page_of, parse_cursor
from tests.factories import make_article

MOMENT = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def articles(db):
    """Seven, newest first; three of them at the same instant."""
    hours = [0, 1, 2, 2, 2, 3, 4]
    made = [make_article(published_at=MOMENT - timedelta(hours=hour)) for hour in hours]
    return sorted(made, key=lambda row: (row.published_at, row.pk), reverse=True)


def page(query=""):
    return page_of(Article.objects.all(), QueryDict(query), field="published_at", size=3)


def test_pages_follow_each_other_without_gap_or_repetition(articles):
    first = page()
    second = page(first.older[1:])
    third = page(second.older[1:])
    assert first.rows + second.rows + third.rows == articles
    assert (first.newer, third.older) == ("", "")


def test_the_way_back_leads_to_the_same_pages(articles):
    first = page()
    second = page(first.older[1:])
    third = page(second.older[1:])
    back = page(third.newer[1:])
    assert back.rows == second.rows
    assert page(back.newer[1:]).rows == first.rows
    assert page(back.newer[1:]).newer == ""


def test_an_address_keeps_its_meaning_when_newer_pieces_appear(articles):
    older = page().older[1:]
    before = page(older).rows
    make_article(published_at=MOMENT + timedelta(hours=1))
    assert page(older).rows == before


def test_filters_stay_in_the_addresses(articles):
    assert page("kind=analysis").older.startswith("?kind=analysis&before=2024-05-01")


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "~",
        "2024-05-01~1",
        "2024-05-01T00:00:00+00:00~x",
        "9~9",
        f"{MOMENT}~{2**70}",
        "0001-01-01T00:00:00+23:59~1",
        "9999-12-31T23:59:59-23:59~1",
    ],
)
def test_a_cursor_that_is_none_gives_the_first_page(articles, cursor):
    assert parse_cursor(cursor) is None
    assert page(f"before={cursor.replace('+', '%2B')}").rows == articles[:3]


def test_a_page_costs_one_query(articles, django_assert_num_queries):
    with django_assert_num_queries(1):
        page()


def test_an_offset_that_postgresql_does_not_know_is_understood(articles):
    assert page("before=2024-05-01T23:59:00%2B23:59~1").rows == []
