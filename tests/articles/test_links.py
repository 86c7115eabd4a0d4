"""Inner links follow what they lead to, wherever a text is shown."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.actions import keep_old_address
from articles.models import Article, State
from articles.versions.changes import publish_change, start_change
from ccsis.lib.richtext import clean, links
from ccsis.lib.richtext.links import lead
from ccsis.media.models import Image
from tests.factories import make_article, make_image, make_page
from tests.sendings import make_call


def linking(*rows, words="these words"):
    links = (f'<a href="{row._meta.model_name}:{row.pk}">{words}</a>' for row in rows)
    return f"<p>Before {', '.join(links)} after.</p>"


def link(row, words="these words"):
    return f'<a href="{row.get_absolute_url()}">{words}</a>'


def rename(article, slug):
    old, article.slug = article.slug, slug
    article.save()
    keep_old_address(article, old)


def page_of(client, row):
    return client.get(row.get_absolute_url()).content.decode()


@pytest.fixture
def target(db):
    return make_article(title="A title that nobody may read", slug="first-slug")


@pytest.fixture
def article(target):
    return make_article(slug="the-text", body=linking(target))


def test_a_link_follows_a_changed_slug(client, article, target):
    assert f"Before {link(target)} after." in page_of(client, article)
    rename(target, "նոր-հասցե")
    page = page_of(client, article)
    assert f"Before {link(target)} after." in page
    assert "first-slug" not in page


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DRAFT},
        {"state": State.IN_REVIEW},
        {"state": State.WITHDRAWN},
        {"deleted_at": timezone.now()},
        {"published_at": timezone.now() + timedelta(days=1)},
        {"unpublish_at": timezone.now() - timedelta(minutes=1)},
    ],
    ids=lambda fields: "-".join([*fields, str(next(iter(fields.values())))[:9]]),
)
def test_a_link_to_what_is_not_public_shows_its_words_alone(client, article, target, fields):
    Article.objects.filter(pk=target.pk).update(**fields)
    text = "Before these words after."
    for address in (article.get_absolute_url(), "/feeds/atom/", "/feeds/rss/"):
        page = client.get(address).content.decode()
        assert text in page
        assert "first-slug" not in page.replace("first-slug/</id>", "")
        assert f"article:{target.pk}" not in page


def test_a_retracted_piece_is_still_linked_to(client, article, target):
    Article.objects.filter(pk=target.pk).update(state=State.RETRACTED)
    assert link(target) in page_of(client, article)


def test_what_was_deleted_for_good_leaves_the_words(client, article, target):
    target.delete()
    assert "Before these words after." in page_of(client, article)


def test_links_to_pages_and_to_places_in_a_piece(client, target):
    page = make_page(is_public=True)
    body = f'<p><a href="page:{page.pk}">a</a> <a href="article:{target.pk}#section-x">b</a></p>'
    text = page_of(client, make_article(body=body))
    assert f'<a href="/{page.slug}/">a</a> <a href="/articles/first-slug/#section-x">b</a>' in text


def test_a_kept_version_links_to_where_things_are_now(client, article, target):
    change = start_change(article, by=None)
    change.body = "<p>Another text.</p>"
    change.save()
    publish_change(change, by=None)
    rename(target, "second-slug")
    page = client.get(f"{article.get_absolute_url()}versions/1/").content.decode()
    assert "/articles/second-slug/" in page


def test_feeds_have_whole_addresses_and_are_new_when_a_target_moves(client, article, target):
    first = client.get("/feeds/atom/")
    assert "http://testserver/articles/first-slug/" in first.content.decode()
    rename(target, "second-slug")
    again = client.get("/feeds/atom/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    text = again.content.decode()
    assert "http://testserver/articles/second-slug/" in text
    assert "first-slug" not in text


def test_a_feed_is_new_when_a_page_that_it_links_to_is_hidden(client, db):
    page = make_page(is_public=True)
    make_article(body=linking(page))
    first = client.get("/feeds/atom/")
    page.is_public = False
    page.save()
    again = client.get("/feeds/atom/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, page.slug in again.content.decode()) == (200, False)


@pytest.mark.parametrize("slug", ["contribute", "contact", "privacy", "how-we-count"])
def test_standing_pages_follow_too(client, target, slug):
    from articles.models import Page

    Page.objects.update_or_create(
        slug=slug, defaults={"title": "T", "body": linking(target), "is_public": True}
    )
    assert link(target) in client.get(f"/{slug}/").content.decode()


def test_events_follow_too(client, target):
    event = make_call(slug="made-up")
    event.body = event.call_text = linking(target)
    event.save()
    for address in ("/events/made-up/", "/events/made-up/call/"):
        assert link(target) in client.get(address).content.decode()


def test_many_links_in_many_texts_cost_one_query(db, django_assert_num_queries):
    targets = [make_article() for _ in range(5)] + [make_page(is_public=True) for _ in range(3)]
    texts = [make_article(body=linking(*targets)) for _ in range(4)]
    with django_assert_num_queries(1):
        lead(texts)
    assert texts[0].body == f"<p>Before {', '.join(map(link, targets))} after.</p>"


def test_texts_without_links_cost_none(db, django_assert_num_queries):
    texts = [make_article(), make_article(body='<p><a href="https://example.org/">x</a></p>')]
    with django_assert_num_queries(0):
        lead([*texts, None])


def test_no_text_is_saved_with_its_links_led(client, article):
    page_of(client, article)
    before = article.body
    article.refresh_from_db()
    assert article.body == before


def test_search_finds_and_shows_words_and_no_names(client, article):
    page = client.get("/search/?q=before+words").content.decode()
    assert article.title in page
    assert f"article:{article.pk}" not in page


@pytest.mark.parametrize("place", [r"\q", r"\042\076\074meta\040http-equiv=refresh\076", r"\1"])
def test_a_backslash_in_a_place_is_no_link_and_means_nothing(place):
    text = f'<p><a href="article:12#{place}">words</a></p>'
    assert clean(text) == "<p><a>words</a></p>"
    assert links.led(text, {"article:12": "/articles/a/"}) == "<p>words</p>"


def test_a_backslash_in_an_address_stays_one():
    text = links.led('<a href="article:12">words</a>', {"article:12": r"/articles/\042/"})
    assert text == r'<a href="/articles/\042/">words</a>'


def test_a_preview_link_is_not_kept_in_a_text():
    token = f"https://example.org/preview/3-{'a' * 26}/"
    assert clean(f'<p><a href="{token}">words</a></p>') == "<p><a>words</a></p>"


def test_a_feed_is_new_when_what_the_library_says_of_a_picture_changes(client, db):
    image = make_image(credit="Avery Example")
    make_article(body=f'<figure><img src="{image.file.url}" alt="A"></figure>')
    first = client.get("/feeds/atom/")
    assert "Avery Example" in first.content.decode()
    Image.objects.update(credit="")
    again = client.get("/feeds/atom/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, "Avery Example" in again.content.decode()) == (200, False)
