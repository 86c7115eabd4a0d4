"""At which addresses items of the old site stand here, and where links between them lead."""

import pytest

from articles.models import (
    Article,
    ImportedItem,
    OldAddress,
)
from tests.articles.wordpress.wxr import (
    import_items,
    item,
    lines,
)
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_slugs_are_decoded_made_and_never_shared(tmp_path):
    make_article(slug="taken")
    output = import_items(
        tmp_path,
        item(1, slug="%d5%ac%d5%a1%d5%b9"),
        item(2, slug="", title="Մի վերնագիր"),
        item(3, slug="taken"),
        item(4, slug="twice", status="draft"),
        item(5, slug="twice"),
        item(6, slug="x" * 250),
    )
    slugs = dict(ImportedItem.objects.values_list("number", "article__slug"))
    assert slugs == {
        1: "լաչ",
        2: "մի-վերնագիր",
        3: "taken-2",
        4: "twice-2",
        5: "twice",
        6: "x" * 200,
    }
    assert lines(output, 1)[0].endswith("→ /articles/լաչ/")
    assert lines(output, 2)[1].endswith(
        "it had no slug: “մի-վերնագիր” was made from its title; its language was set to Armenian, by its script"
    )
    assert "its slug “taken” is taken here: it became “taken-2”" in lines(output, 3)[1]
    assert "its slug “twice” is taken here: it became “twice-2”" in lines(output, 4)[1]
    assert "its slug has 250 characters, 200 fit" in lines(output, 6)[1]


def test_old_addresses_redirect_for_ever(tmp_path, client):
    import_items(
        tmp_path,
        item(107, slug="a-piece"),
        item(108, slug="%d5%ac", link="https://old.example/2020/03/01/%d5%ac/"),
        item(904, type="page", slug="house", link="https://old.example/the/house/"),
    )
    for old, new in {
        "/2020/03/01/a-piece/": "/articles/a-piece/",
        "/2020/03/01/a-piece": "/articles/a-piece/",
        "/?p=107": "/articles/a-piece/",
        "/2020/03/01/%d5%ac/": "/articles/%D5%AC/",
        "/the/house/": "/house/",
        "/?p=904": "/house/",
        "/?page_id=904": "/house/",
    }.items():
        response = client.get(old)
        assert (response.status_code, response.headers.get("Location")) == (301, new), old
    assert client.get("/articles/a-piece/").status_code == 200


def test_an_old_address_that_leads_elsewhere_stays_so(tmp_path):
    other = make_article()
    OldAddress.objects.create(path="/?p=1", article=other)
    output = import_items(
        tmp_path, item(1), item(2, link="https://old.example/2020/03/01/made-up-1/")
    )
    assert OldAddress.objects.get(path="/?p=1").article == other
    assert lines(output, 1)[1].endswith("its old address /?p=1 leads elsewhere already")
    assert lines(output, 2)[1].endswith(
        "its old address /2020/03/01/made-up-1/ leads elsewhere already"
    )


def test_an_old_address_that_does_not_fit_is_named(tmp_path):
    output = import_items(tmp_path, item(1, link=f"https://old.example/{'a/' * 300}"))
    assert "its old address has 601 characters, 500 fit: it is not kept" in lines(output, 1)[1]


def test_links_between_imported_items_lead_to_their_new_addresses(tmp_path):
    links = (
        ("http://www.old.example/2020/03/01/second/#part", "/articles/second/#part"),
        ("/2020/03/01/second", "/articles/second/"),
        ("https://old.example/?p=2", "/articles/second/"),
        ("https://old.example/elsewhere/", "https://old.example/elsewhere/"),
        ("https://other.example/2020/03/01/second/", "https://other.example/2020/03/01/second/"),
        ("mailto:someone@old.example", "mailto:someone@old.example"),
    )
    content = "".join(f'<a href="{old}">x</a>' for old, _new in links)
    output = import_items(tmp_path, item(1, content=content), item(2, slug="second"))
    body = Article.objects.get(slug="made-up-1").body
    assert body == "<p>" + "".join(f'<a href="{new}">x</a>' for _old, new in links) + "</p>"
    assert lines(output, 1)[1].endswith("  3 links lead to the new addresses of items")


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": "draft"},
        {"status": "private"},
        {"status": "future", "date_gmt": "2999-01-01 09:00:00"},
        {"password": "secret"},
        {"title": ""},
    ],
)
def test_a_link_does_not_give_away_the_slug_of_what_nobody_may_read(tmp_path, hidden):
    old = "https://old.example/?p=2"
    linked = item(1, content=f'<a href="{old}">x</a>')
    import_items(tmp_path, linked, item(2, **({"slug": "telling-slug"} | hidden)))
    assert Article.objects.get(slug="made-up-1").body == f'<p><a href="{old}">x</a></p>'


def test_an_item_does_not_take_an_address_that_still_leads_elsewhere(tmp_path):
    other = make_article()
    OldAddress.objects.create(path="/articles/wanted/", article=other)
    output = import_items(tmp_path, item(1, slug="wanted"))
    assert Article.objects.filter(slug="wanted-2").exists()
    assert "its slug “wanted” is taken here: it became “wanted-2”" in output
