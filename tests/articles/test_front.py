"""What stands on the home page, and where."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.front import front
from articles.models import Kind, State
from tests.factories import make_article


def make_older(days, **fields):
    return make_article(published_at=timezone.now() - timedelta(days=days), **fields)


def titles(pieces):
    return [piece.title for piece in pieces]


def test_a_site_without_pieces_has_no_front(db):
    assert (front().lead, front().pieces) == (None, [])


def test_the_newest_leads_and_the_next_six_follow(db):
    for day in range(9):
        make_older(day, title=f"{day} days old")
    page = front()
    assert page.lead.title == "0 days old"
    assert titles(page.latest) == [f"{day} days old" for day in range(1, 7)]
    assert (page.reports, page.others) == ([], [])


def test_reports_have_their_place_however_old_and_stand_once(db):
    for day in range(12):
        make_older(day)
    for day, kind in enumerate([Kind.SPECIAL_REPORT, Kind.EXCLUSIVE_REPORT] * 2):
        make_older(100 + day, title=f"Report {day}", kind=kind)
    page = front()
    assert titles(page.reports) == ["Report 0", "Report 1", "Report 2"]
    assert not set(titles(page.reports)) & set(titles([page.lead, *page.latest]))
    assert len(page.latest) == 6


def test_other_languages_have_a_piece_each_by_their_english_names(db):
    make_older(9, title="An English piece")
    for day, language in enumerate(["tr", "ru", "ru", "hy"]):
        make_older(day, title=f"{language} {day}", language=language)
    page = front()
    assert page.lead.title == "An English piece"
    assert titles(page.others) == ["hy 3", "ru 1", "tr 0"]
    assert page.latest == []


def test_without_a_piece_in_the_language_of_the_page_another_leads(db):
    make_older(2, title="Older", language="ru")
    make_older(1, title="Newer", language="ru")
    page = front()
    assert (page.lead.title, titles(page.others)) == ("Newer", ["Older"])


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_is_not_public_is_nowhere_on_the_home_page(db, language):
    make_article(state=State.DRAFT, language=language)
    make_article(state=State.WITHDRAWN, language=language, kind=Kind.SPECIAL_REPORT)
    make_article(published_at=timezone.now() + timedelta(hours=1), language=language)
    assert front().pieces == []


def test_the_pieces_of_the_home_page_cost_one_query(db, django_assert_num_queries):
    make_article()
    make_article(language="ru")
    with django_assert_num_queries(1):
        assert len(front().pieces) == 2


def test_a_language_is_named_as_its_readers_name_it(client, db):
    make_article()
    for language in ("az", "fa", "hy", "ka", "ru", "tr"):
        make_article(language=language)
    page = client.get("/").content.decode()
    found = re.findall(
        r'<p class="kicker"><a href="/articles/\?language=(..)" ([^>]+)>([^<]+)', page
    )
    assert found == [
        ("hy", 'lang="hy"', "Հայերեն"),
        ("az", 'lang="az"', "Azərbaycanca"),
        ("ka", 'lang="ka"', "ქართული"),
        ("fa", 'lang="fa" dir="rtl"', "فارسی"),
        ("ru", 'lang="ru"', "Русский"),
        ("tr", 'lang="tr"', "Türkçe"),
    ]
