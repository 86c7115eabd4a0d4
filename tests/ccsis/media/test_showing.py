"""Pictures of the library in the texts of public pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.versions.changes import publish_change, start_change
from ccsis.media.actions import replace_file, store_image
from ccsis.media.jobs import render_image
from ccsis.media.models import Image
from tests.factories import encoded, make_article, make_image
from tests.sendings import make_event


def figure(image, alt="In this piece", caption=""):
    said = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="{image.file.url}" alt="{alt}">{said}</figure>'


def page(client, article) -> str:
    return client.get(article.get_absolute_url()).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_picture_in_a_text_has_small_files_and_its_size(client, jobs):
    image = store_image(encoded((1400, 900)), alt="A rectangle")
    render_image(image_id=image.pk)
    html = page(client, make_article(body=figure(image)))
    for kind in ("avif", "webp"):
        assert (
            f'<source type="image/{kind}" srcset="/media/{image.file.name[:-4]}/328w.{kind} 328w'
            in html
        )
    assert (
        f'<img src="{image.file.url}" alt="In this piece" width="1400" height="900" loading="lazy">'
        in html
    )


def test_until_they_are_rendered_the_whole_file_is_shown(client, db):
    image = make_image()
    html = page(client, make_article(body=figure(image)))
    assert f'<figure><img src="{image.file.url}" alt="In this piece" width="60"' in html


@pytest.mark.parametrize(
    ("alt", "caption", "shown"),
    [
        ("Here", "Said here.", ("Here", "Said here. ")),
        ("", "", ("Of the library", "Caption of the library. ")),
    ],
)
def test_the_words_of_the_use_go_before_those_of_the_library(client, db, alt, caption, shown):
    image = make_image(
        alt="Of the library", caption="Caption of the library.", credit="Avery <Example>"
    )
    html = page(client, make_article(body=figure(image, alt, caption)))
    assert f'alt="{shown[0]}"' in html
    credit = '<span class="caption__credit">Avery &lt;Example&gt;</span>'
    assert f"<figcaption>{shown[1]}{credit}</figcaption></figure>" in html


def test_a_credit_that_the_text_says_itself_is_not_said_twice(client, db):
    image = make_image(credit="Avery Example")
    html = page(client, make_article(body=figure(image, caption="Words. Avery Example")))
    assert html.count("Avery Example") == 1


def test_a_picture_without_a_figure_gets_one_for_its_credit(client, db):
    image = make_image(credit="Avery Example")
    html = page(client, make_article(body=f'<img src="{image.file.url}" alt="x"><p>Words.</p>'))
    assert '<figcaption><span class="caption__credit">Avery Example</span></figcaption>' in html


def test_a_picture_in_a_line_keeps_its_credit_in_the_line(client, db):
    image = make_image(credit="Avery Example")
    html = page(client, make_article(body=f'<p>One <img src="{image.file.url}" alt="x"> two</p>'))
    assert '> <span class="caption__credit">Avery Example</span> two</p>' in html


def test_a_picture_that_is_no_longer_there_is_left_as_it_was_stored(client, db):
    html = page(client, make_article(body='<img src="/media/images/gone.png" alt="x">'))
    assert '<img loading="lazy" src="/media/images/gone.png" alt="x">' in html


def test_pictures_cost_one_query_however_many_there_are(client, db):
    def cost(body):
        article = make_article(body=body)
        with CaptureQueriesContext(connection) as captured:
            client.get(article.get_absolute_url())
        return len(captured)

    images = [store_image(encoded(colour=f"#11111{n}"), alt="x") for n in range(6)]
    none, one = cost("<p>x</p>"), cost(figure(images[0]))
    assert (one - none, cost("".join(map(figure, images)))) == (1, one)


def test_the_text_of_an_event_shows_them_too(client, db):
    image = make_image(credit="Avery Example")
    event = make_event(body=figure(image), is_public=True)
    assert "Avery Example" in client.get(event.get_absolute_url()).content.decode()


@pytest.mark.parametrize("path", ["/feeds/atom/", "/feeds/rss/"])
def test_feeds_say_whose_a_picture_is(client, db, path):
    image = make_image(credit="Avery Example")
    make_article(body=figure(image) + figure(image))
    response = client.get(path)
    assert response.status_code == 200
    assert response.content.decode().count("Avery Example") == 2


@pytest.mark.django_db(transaction=True)
def test_a_replaced_file_is_replaced_in_events_and_earlier_versions_too(client, jobs):
    image = make_image()
    article = make_article(body=figure(image))
    change = start_change(article, by=None)
    Article.objects.filter(pk=change.pk).update(body="<p>Without it.</p>")
    publish_change(Article.objects.get(pk=change.pk), by=None)
    event = make_event(slug="shows", call_text=figure(image))
    replace_file(image, encoded((30, 20), "#000000"))
    new = Image.objects.get()
    event.refresh_from_db()
    assert new.file.url in event.call_text
    assert new.file.url in article.versions.get(number=1).content["body"]


@pytest.mark.parametrize("path", ["/articles/made-up/", "/feeds/atom/"])
def test_who_may_print_the_piece_hears_that_a_picture_is_not_ours(client, db, path):
    image, cover = make_image(), make_image(may_be_republished=True)
    fields = {"republication_notice": "With credit.", "slug": "made-up", "picture": cover}
    make_article(body=figure(image), **fields)
    told = "Not every picture may be printed elsewhere"
    assert told in client.get(path).content.decode()
    Image.objects.filter(pk=image.pk).update(may_be_republished=True)
    assert told not in client.get(path).content.decode()
    Image.objects.filter(pk=cover.pk).update(may_be_republished=False)
    assert told in client.get(path).content.decode()


def test_an_entry_of_a_feed_owes_nothing_for_the_pictures_of_others(client, db):
    make_article(body=figure(make_image()))
    make_article(republication_notice="With credit.", body="<p>Words alone.</p>")
    feed = client.get("/feeds/atom/").content.decode()
    assert "With credit." in feed
    assert "Not every picture may be printed elsewhere" not in feed
