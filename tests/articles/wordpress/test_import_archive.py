"""The organisation's own archive, where it is at hand: it is no part of this repository."""

from pathlib import Path

import pytest
from django.conf import settings

from articles.models import Article, Kind, OldAddress, Page, State
from tests.articles.wordpress.wxr import run

ARCHIVE = Path(settings.BASE_DIR).parent / "shared" / "archive" / "ccsis-wordpress-export.xml"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not ARCHIVE.is_file(), reason=f"the archive {ARCHIVE} is not here"),
]


def test_the_archive_gives_16_public_articles_3_unpublished_and_1_page():
    pages = Page.objects.count()
    totals = run(ARCHIVE).splitlines()[-2:]
    assert totals[0] == (
        "16 public articles, 3 unpublished (2 drafts, 1 scheduled), 1 page; 4 skipped"
    )
    assert totals[1].startswith("20 imported, 0 updated, 0 unchanged, 0 kept;")
    assert Article.objects.published().count() == 16
    assert Article.objects.filter(state=State.DRAFT).count() == 2
    assert Article.objects.get(published_at__year=2031).state == State.READY
    assert Page.objects.count() == pages + 1


def test_the_archive_twice_changes_nothing():
    run(ARCHIVE)
    assert run(ARCHIVE).splitlines()[-1] == "0 imported, 0 updated, 20 unchanged, 0 kept"


def test_nothing_hostile_of_the_archive_is_left():
    output = run(ARCHIVE)
    hostile = ("script", "onclick", "onerror", "javascript", "iframe", "alert")
    for body in Article.objects.values_list("body", flat=True):
        assert not [word for word in hostile if f"<{word}" in body or f" {word}=" in body]
    assert (
        "removed: 1 onclick attribute, 1 script element, 1 onerror attribute, "
        "1 javascript: address, 1 iframe element" in output
    )
    assert "@" not in output


def test_every_old_address_of_the_archive_leads_to_a_page_of_ours(client):
    run(ARCHIVE)
    public = Article.objects.published()
    for old in OldAddress.objects.filter(article__in=public):
        response = client.get(old.path)
        assert response.status_code == 301, old.path
    assert Article.objects.get(language="hy").kind == Kind.ANALYSIS
