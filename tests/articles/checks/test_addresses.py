"""Links of texts that lead to something, and those that do not."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.checks.addresses import addresses_in, dead
from articles.models import Article, OldAddress, State, Version
from articles.versions.changes import publish_change, start_change
from ccsis.lib.richtext.pieces import pieces_of
from events.models import Event
from tests.factories import make_article, make_page, make_person


def alive(address):
    return not dead({address})


def links_in(*addresses):
    return addresses_in(pieces_of("".join(f'<a href="{address}">a</a>' for address in addresses)))


@pytest.fixture
def site(settings):
    settings.SITE_URL = "https://example.org"
    settings.ALLOWED_HOSTS = ["www.example.org", ".example.com", "*"]


def test_whole_addresses_of_this_site_are_its_own(site):
    ours = ["https://example.org/a/", "http://WWW.example.org:80/a/", "//example.org/a/", "/a/"]
    others = ["https://files.example.com/a/", "https://example.net/a/", "//example.net", "a/", "#a"]
    assert links_in(*ours, *others, "mailto:a@example.org", "http://[", "/static/a.css") == ours


def test_what_a_whole_address_leads_to_is_looked_for(db, site):
    path = make_article().get_absolute_url()
    assert alive(f"https://example.org{path}")
    assert alive(f"https://www.example.org{path.rstrip('/')}?a=1#b")
    assert alive("https://example.org")
    assert not alive("https://example.org/articles/none/")
    assert not alive("https://example.org/wp-content/none.pdf")


def test_pages_of_an_event_are_found_while_it_is_public(db):
    Event.objects.create(name="Made-up event", edition="2", slug="shown", is_public=True)
    Event.objects.create(name="Made-up event", edition="3", slug="hidden")
    for part in ("", "call/", "abstract/", "partners/", "calendar.ics"):
        assert alive(f"/events/shown/{part}")
        assert not alive(f"/events/hidden/{part}")
        assert not alive(f"/events/none/{part}")
    assert alive("/events/")


def test_versions_are_found_by_their_numbers(db):
    article = make_article(slug="a-piece")
    assert alive("/articles/a-piece/versions/1/")
    assert not alive("/articles/a-piece/versions/2/")
    for note in ("Second.", "Third.", "Fourth."):
        change = start_change(Article.objects.get(pk=article.pk), by=None)
        publish_change(change, by=None, note=note)
    article.versions.filter(number=2).update(state=Version.State.HIDDEN)
    assert dead({f"/articles/a-piece/versions/{number}/" for number in range(7)}) == {
        f"/articles/a-piece/versions/{number}/" for number in (0, 2, 5, 6)
    }
    assert not alive(f"/articles/a-piece/versions/{'9' * 40}/")


def test_a_person_without_a_public_piece_has_no_page(db):
    author, other = make_person(), make_person()
    make_article(byline=[author])
    make_article(byline=[other], state=State.DRAFT)
    assert alive(author.get_absolute_url())
    assert alive(f"/feeds{author.get_absolute_url()}atom/")
    assert not alive(other.get_absolute_url())
    assert not alive(f"/feeds{other.get_absolute_url()}rss/")


@pytest.mark.parametrize(
    "address",
    [
        "/preview/abc/",
        "/mail/",
        "/my/abc/",
        "/feeds/regions/none/atom/",
        "/media/images/none.jpg",
        "/media/../settings.py",
        "/media/%00",
        "/%00/",
        "/articles/%ff/",
    ],
)
def test_what_answers_nobody_else_is_no_page_for_readers(db, address):
    assert not alive(address)


def test_a_file_is_found_where_it_is(db):
    name = default_storage.save("images/a-file.png", ContentFile(b"a"))
    assert alive(f"/media/{name}")


def test_an_old_address_leads_on_only_to_what_readers_may_see(db):
    article = make_article(slug="a-piece")
    change = start_change(article, by=None)
    publish_change(change, by=None)
    hidden = make_page(is_public=False)
    for path, values in {
        "/2023/old/": {"article": article},
        "/?p=107": {"article": article},
        "/articles/was/": {"article": article},
        "/2023/gone/": {"page": hidden},
        "/?p=108": {"page": hidden},
    }.items():
        OldAddress.objects.create(path=path, **values)
    for address in ("/2023/old/", "/2023/old", "/?p=107", "/articles/was/versions/1/"):
        assert alive(address)
    for address in ("/2023/gone/", "/?p=108", "/?page_id=107"):
        assert not alive(address)


def test_many_links_cost_as_many_queries_as_one_of_each_kind(db):
    make_article(slug="a-0")
    kinds = ["/articles/{}/", "/articles/{}/versions/1/", "/events/{}/", "/events/{}/call/", "/{}/"]

    def queries(count):
        with CaptureQueriesContext(connection) as captured:
            dead({kind.format(f"a-{number}") for kind in kinds for number in range(count)})
        return len(captured)

    assert queries(1) == queries(9) == 5
