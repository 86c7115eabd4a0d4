from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import OldAddress, State
from tests.factories import make_article, make_page


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("/2023/05/14/a-title/", "/2023/05/14/a-title/"),
        ("/2023/05/14/a-title/", "/2023/05/14/a-title"),
        ("/2023/01/05/վերնագիր/", "/2023/01/05/%D5%BE%D5%A5%D6%80%D5%B6%D5%A1%D5%A3%D5%AB%D6%80/"),
        ("/?p=107", "/?p=107"),
        ("/?p=107", "/?p=107&utm_source=mail"),
        ("/?page_id=9", "/?page_id=9"),
    ],
)
def test_an_old_address_leads_to_the_article_for_ever(client, db, kept, asked):
    article = make_article()
    OldAddress.objects.create(path=kept, article=article)
    response = client.get(asked)
    assert (response.status_code, response.headers["Location"]) == (301, article.get_absolute_url())


def test_the_kept_versions_of_a_renamed_piece_move_with_it(client, db):
    article = make_article(slug="new-slug")
    OldAddress.objects.create(path="/articles/old-slug/", article=article)
    moved = client.get("/articles/old-slug/versions/1/")
    assert (moved.status_code, moved.headers["Location"]) == (
        301,
        "/articles/new-slug/versions/1/",
    )
    assert client.get("/articles/old-slug/versions/x/").status_code == 404


def test_an_old_address_leads_to_a_page(client, db):
    page = make_page(is_public=True)
    OldAddress.objects.create(path="/old-about/", page=page)
    assert client.get("/old-about/").headers["Location"] == page.get_absolute_url()


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DRAFT},
        {"state": State.WITHDRAWN, "published_at": timezone.now() + timedelta(days=1)},
        {"published_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_what_is_not_public_is_not_given_away(client, db, fields):
    OldAddress.objects.create(path="/2023/05/14/secret/", article=make_article(**fields))
    OldAddress.objects.create(path="/?p=9", article=make_article(**fields))
    assert client.get("/2023/05/14/secret/").status_code == 404
    assert client.get("/?p=9").status_code == 200


@pytest.mark.parametrize(
    "asked", ["/?p=108", "/?p=x", "/?p=", "/?p=１０７", "/" + "x" * 2000 + "/", "/%2500/"]
)
def test_an_unknown_address_leads_nowhere(client, db, asked):
    OldAddress.objects.create(path="/?p=107", article=make_article())
    assert client.get(asked).status_code in {200, 404}


def test_a_form_is_never_redirected(client, db):
    OldAddress.objects.create(path="/old/address/", article=make_article())
    assert client.post("/old/address/").status_code == 404


def test_a_redirect_is_asked_for_again_each_time(client, db):
    """A slug that is changed and changed back would be a loop in a browser that remembers."""
    OldAddress.objects.create(path="/old/", article=make_article())
    assert client.get("/old/").headers["Cache-Control"] == "no-cache"


def test_the_old_address_of_a_withdrawn_piece_leads_to_where_it_says_so(client, db):
    article = make_article(state=State.WITHDRAWN)
    for path in ("/2023/05/14/gone/", "/?p=9"):
        OldAddress.objects.create(path=path, article=article)
        assert client.get(path).status_code == 301
        assert client.get(path, follow=True).status_code == 410
