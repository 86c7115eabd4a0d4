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
    assert (back.rows, back.own) == (second.rows, second.own)
    assert (back.older, page(back.older[1:]).own) == (second.older, third.own)


def test_the_way_back_ends_at_the_first_page(articles):
    second = page(page().older[1:])
    back = page(second.newer[1:])
    assert (back.rows, back.is_moved, back.own) == ([], True, page().own)


def test_a_rest_at_the_newest_end_is_part_of_the_first_page(articles):
    newer = page(page().older[1:]).newer[1:]
    make_article(published_at=MOMENT + timedelta(hours=1))
    top = page(page(newer).newer[1:])
    assert (top.rows, top.is_moved, top.own) == ([], True, "")


def test_a_page_that_was_reached_by_newer_pieces_has_the_address_of_one_reached_by_older(articles):
    third = page(page(page().older[1:]).older[1:])
    by_newer = page(third.newer[1:])
    by_older = page(by_newer.own[1:])
    assert (by_older.rows, by_older.newer, by_older.older) == (
        by_newer.rows,
        by_newer.newer,
        by_newer.older,
    )


@pytest.mark.parametrize("cursor", ["before=2001-01-01T00:00:00Z~1", "after=2030-01-01T00:00Z~1"])
def test_beyond_either_end_there_is_the_first_page(articles, cursor):
    beyond = page(f"kind=analysis&{cursor}")
    assert (beyond.rows, beyond.is_moved, beyond.own) == ([], True, "?kind=analysis")


def test_a_cursor_written_otherwise_gives_the_same_address(articles):
    plain = page("before=2024-05-01T11:00:00%2B00:00~999999999")
    assert page("before=20240501T130000%2B0200~999999999").own == plain.own


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
    for name in ("before", "after"):
        shown = page(f"{name}={cursor.replace('+', '%2B')}")
        assert (shown.rows, shown.own, shown.is_moved) == (articles[:3], "", False)


def test_a_page_costs_one_query(articles, django_assert_num_queries):
    with django_assert_num_queries(1):
        page()


def test_an_offset_that_postgresql_does_not_know_is_understood(articles):
    assert page("before=2024-05-01T23:59:00%2B23:59~1").is_moved
