"""What surrounds every page comes in one query, once a page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from articles.frame import frame, frame_of, load
from articles.models import MenuEntry, Region, State
from tests.factories import make_article, make_menu_entry, make_page, make_region


def test_the_frame_costs_one_query(db, django_assert_num_queries):
    make_article()
    make_menu_entry(page=make_page(is_public=True))
    with django_assert_num_queries(1):
        assert load().years


def test_a_page_asks_for_its_frame_once(rf, db, django_assert_num_queries):
    request = rf.get("/")
    with django_assert_num_queries(1):
        found = frame_of(request)
        assert frame(request)["frame"].navigation is found.navigation
        assert frame_of(request) is found


def test_a_page_that_needs_no_frame_asks_for_none(rf):
    """pytest-django refuses every query here."""
    assert list(frame(rf.get("/"))) == ["frame"]


def test_regions_come_by_the_alphabet_with_what_their_pages_say(db):
    Region.objects.all().delete()
    cis, asia = make_region("cis"), make_region("central-asia")
    Region.objects.filter(pk=asia.pk).update(description="What it is.")
    regions = load().regions
    assert [(region.pk, region.name, region.slug, region.description) for region in regions] == [
        (asia.pk, "Central Asia", "central-asia", "What it is."),
        (cis.pk, "CIS", "cis", ""),
    ]
    assert load().region("cis") == cis
    assert load().region("nowhere") is None


def test_years_reach_from_the_last_public_piece_to_the_first(db):
    assert load().years == range(0)
    make_article(published_at=datetime(2021, 5, 1, tzinfo=UTC))
    assert list(load().years) == [2021]
    make_article(published_at=datetime(2023, 5, 1, tzinfo=UTC))
    make_article(published_at=datetime(2010, 5, 1, tzinfo=UTC), state=State.DRAFT)
    make_article(published_at=timezone.now() + timedelta(days=800))
    assert list(load().years) == [2023, 2022, 2021]


def test_a_year_is_that_of_the_sites_own_clock(db, settings):
    settings.TIME_ZONE = "Asia/Yerevan"
    make_article(published_at=datetime(2021, 12, 31, 21, tzinfo=UTC))
    assert list(load().years) == [2022]


def test_an_empty_site_has_a_frame(db):
    MenuEntry.objects.all().delete()
    Region.objects.all().delete()
    found = load()
    assert [entry.address for entry in found.navigation] == ["/articles/"]
    assert (found.footer, found.regions) == ([], [])


@pytest.fixture
def no_database(monkeypatch):
    def fail():
        raise OperationalError

    monkeypatch.setattr("articles.frame.load", fail)


def test_a_page_that_is_ready_does_not_fail_for_its_menus(client, db, no_database):
    html = client.get(make_article(body="<p>Words that were read.</p>").get_absolute_url())
    assert html.status_code == 200
    assert "Words that were read." in html.content.decode()
    assert 'href="/articles/?kind=special-report"' in html.content.decode()


@pytest.mark.parametrize("address", ["/", "/articles/?region=cis", "/regions/cis/", "/search/?q=x"])
def test_a_page_that_needs_its_frame_is_not_there_without(client, db, no_database, address):
    client.raise_request_exception = False
    assert client.get(address).status_code == 503
