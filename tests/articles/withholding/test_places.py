from urllib.parse import parse_qsl, urlencode

import pytest
from django.apps import apps

from articles.models import Article, Page, Version
from articles.withholding import places
from ccsis.desk.models import UnsavedWork
from ccsis.lib.names import Names
from tests.factories import make_article, make_superuser

NAMES = Names.written(["Avery Example"], "Name withheld")


def test_every_table_of_ours_is_looked_through_without_being_named():
    looked = {model._meta.app_label for model in places.models()}
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("ccsis.")}
    with_texts = {"articles", "admin", "media", "taggit", "workflow"}
    assert with_texts <= looked
    assert looked.isdisjoint(places.LEFT_OUT)
    assert ours & places.LEFT_OUT == {"accounts", "audit"}


@pytest.mark.django_db
def test_json_is_looked_through_with_addresses_as_addresses():
    content = {"title": "By Avery Example", "slug": "avery-example", "points": ["Avery Example", 1]}
    article = make_article()
    article.versions.create(number=1, content=content, published_at=article.published_at)
    (place,) = places.places(NAMES)
    assert (type(place.row), place.field.name, place.times) == (Version, "content", 3)
    assert place.hidden == {
        "title": "By Name withheld",
        "slug": "name-withheld",
        "points": ["Name withheld", 1],
    }


@pytest.mark.django_db
def test_a_form_that_was_not_saved_is_looked_through_value_by_value():
    typed = {
        "title": "By Avery Example",
        "slug": "avery-example",
        "body": "<p><b>Av</b>ery&nbsp;Example</p>",
    }
    UnsavedWork.objects.create(user=make_superuser(), data=urlencode(typed))
    (place,) = places.places(NAMES)
    assert place.times == 3
    assert dict(parse_qsl(place.hidden)) == {
        "title": "By Name withheld",
        "slug": "name-withheld",
        "body": "<p><b>Name withheld</b></p>",
    }


@pytest.mark.django_db
def test_a_value_that_only_one_row_may_have_gets_a_number():
    field = Page._meta.get_field("slug")
    first, second = (Page.objects.create(title="A", slug=slug) for slug in ("a", "b"))
    assert places.fitting(second, field, "a") == "a-2"
    assert places.fitting(second, field, "b") == "b"
    assert places.fitting(first, field, "c" * 300) == "c" * 200


@pytest.mark.django_db
def test_a_change_is_written_past_what_the_model_does_when_it_is_saved():
    article = make_article()
    places.rewrite(article, {Article._meta.get_field("body"): "<p>New</p>"})
    row = Article.objects.get()
    assert (row.body, row.changed_at) == ("<p>New</p>", article.changed_at)
