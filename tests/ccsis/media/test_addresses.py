"""Pictures that got another file while somebody was writing."""

import pytest
from django.http import QueryDict

from articles.models import Article, Page
from ccsis.desk import works
from ccsis.desk.models import UnsavedWork
from ccsis.media.actions import replace_file, store_image
from ccsis.media.addresses import cleaned
from ccsis.media.models import Image
from tests.careful import hidden_fields
from tests.desk import written
from tests.factories import encoded, make_article, make_image, make_superuser

ADD = "/staff/articles/page/add/"


def figure(image, alt="x"):
    return (
        f'<figure><img src="{image.file.url}" width="{image.width}" height="{image.height}" '
        f'alt="{alt}" data-file="{image.pk}"></figure>'
    )


def replaced(image) -> Image:
    replace_file(image, encoded((30, 20), "#000000"))
    return Image.objects.get(pk=image.pk)


def test_a_text_of_a_form_that_was_open_shows_the_present_file(staff_client):
    image = make_image()
    typed = {"title": "A page", "slug": "a-page", "body": figure(image)}
    sent = hidden_fields(staff_client, ADD) | typed
    new = replaced(image)
    assert staff_client.post(ADD, sent).status_code == 302
    assert Page.objects.get(slug="a-page").body == figure(new)


def test_so_does_a_change_of_a_piece(staff_client):
    image, article = make_image(), make_article(state="draft")
    old = figure(image)
    new = replaced(image)
    address = f"/staff/articles/article/{article.pk}/change/"
    assert staff_client.post(address, written(article, body=old)).status_code == 302
    assert Article.objects.get().body == figure(new)


def test_a_file_that_is_in_the_library_stays_whatever_number_stands_beside_it(db):
    one, other = make_image(), store_image(encoded(colour="#ffffff"), alt="Another")
    text = figure(one).replace(f'data-file="{one.pk}"', f'data-file="{other.pk}"')
    assert cleaned(text) == text


@pytest.mark.parametrize("number", ["0", "999999999", "9" * 30])
def test_a_picture_that_is_gone_stays_as_it_was(db, number):
    text = f'<figure><img src="/media/images/gone.png" alt="x" data-file="{number}"></figure>'
    assert cleaned(text) == text


def test_a_text_without_pictures_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert cleaned("<p>Words.</p>") == "<p>Words.</p>"


def test_unsaved_work_shows_the_new_file_too(db):
    image, user = make_image(), make_superuser()
    data = QueryDict(mutable=True)
    data.setlist("body", [f'<img src="{image.file.url}" alt="ä &amp; +">'])
    data.setlist("regions", ["1", "2"])
    data["title"] = ""
    works.keep(works.new_claim(user), data, model="articles.article", object_pk="1")
    new = replaced(image)
    kept = QueryDict(UnsavedWork.objects.get().data)
    assert new.file.url in kept["body"]
    assert kept["body"].endswith('alt="ä &amp; +">')
    assert (kept.getlist("regions"), kept["title"]) == (["1", "2"], "")
