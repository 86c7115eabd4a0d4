"""Every way of changing what readers see raises the site version, and nothing else does."""

from io import StringIO

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db import connection
from taggit.models import Tag

from articles.actions import freeze_bylines, keep_old_address
from articles.deleting import delete_articles
from articles.jobs import draw_pictures
from articles.merging import merge_topics
from articles.models import (
    Article,
    Byline,
    Drawing,
    Person,
    PlaceName,
    Region,
    SeriesPart,
    Topic,
)
from ccsis.media.actions import delete_image, replace_file
from ccsis.publicsite import version
from tests.articles.wordpress.wxr import import_items, item
from tests.factories import (
    encoded,
    make_article,
    make_image,
    make_menu_entry,
    make_page,
    make_person,
    make_place,
    make_region,
    make_series,
)

#: Tables that no reader sees, by app or by model, and why.
UNSEEN = {
    "account": "who works here",
    "accounts": "who works here",
    "admin": "what staff did",
    "articles.ImportedFile": "what the importer remembers",
    "articles.ImportedItem": "what the importer remembers",
    "articles.PreviewLink": "who may read a piece before its day",
    "articles.WithheldName": "by what the importer knows them",
    "articles.WordFile": "what staff are about to take in",
    "articles.WordPicture": "what staff are about to take in",
    "articles.WordPressCategory": "what the importer obeys",
    "audit": "what staff did",
    "auth": "who works here",
    "axes": "who tried to sign in",
    "contact": "what people write to us",
    "contenttypes": "names of the models",
    "demo": "what the demonstration made",
    "desk": "what staff have not saved yet",
    "events.Abstract": "what scholars send",
    "events.AbstractAuthor": "whom they name",
    "events.AbstractVersion": "what they changed",
    "events.AlikePair": "hints for staff",
    "events.AuthorLetter": "what staff wrote to them",
    "intake": "how sendings come in",
    "mail": "what goes out by mail",
    "mfa": "how staff sign in",
    "procrastinate": "jobs",
    "publicsite": "the version itself",
    "sessions": "who is signed in",
    "submissions.Contribution": "what people offer to us",
    "submissions.Exchange": "what is written with them",
    "taggit.TaggedItem": "empty: articles.ArticleTag stands in its place",
    "workflow": "what staff did",
}


def raising_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger "
            "WHERE tgname LIKE 'pgtrigger_raises_site_version%' AND tgenabled = 'O'"
        )
        return {table for (table,) in cursor.fetchall()}


def test_every_table_raises_it_or_is_known_to_be_unseen(db):
    models = apps.get_models(include_auto_created=True)
    seen = {
        model._meta.db_table
        for model in models
        if not {model._meta.app_label, model._meta.label} & UNSEEN.keys()
    }
    assert raising_tables() == seen


@pytest.fixture
def raises(jobs):
    """Do something: whether it raised the number."""

    def raises(change, *args, **kwargs) -> bool:
        before = version.current()
        change(*args, **kwargs)
        return version.current() > before

    return raises


def sql(text):
    with connection.cursor() as cursor:
        cursor.execute(text)


def test_the_admin(raises, staff_client):
    page = make_page(slug="about-us")
    fields = {"title": "About", "slug": "about-us", "body": "<p>Words.</p>"}
    address = f"/staff/articles/page/{page.pk}/change/"
    assert raises(staff_client.post, address, fields)
    assert not raises(staff_client.get, address)


def test_actions(raises):
    article = make_article(byline=[make_person()])
    assert raises(freeze_bylines, article)
    assert raises(keep_old_address, article, "an-older-slug")
    assert raises(delete_articles, [article])


def test_the_command_that_imports(raises, tmp_path):
    assert raises(import_items, tmp_path, item(1))


def test_the_command_that_loads_the_demonstration(raises):
    run = {"stdout": StringIO()}
    assert raises(call_command, "load_demo", **run)
    assert raises(call_command, "load_demo", "--remove", **run)


def test_bulk_changes(raises):
    assert raises(Region.objects.bulk_create, [Region(name="Elsewhere", slug="elsewhere")])
    region = Region.objects.get(slug="elsewhere")
    assert raises(Region.objects.bulk_update, [region], ["name"])
    assert raises(Region.objects.update, description="Some words")
    assert raises(Region.objects.all().delete)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO articles_region (name, slug, description) VALUES ('A', 'a', '')",
        "UPDATE articles_article SET title = 'Other words'",
        "DELETE FROM articles_article",
        "TRUNCATE articles_oldaddress",
        "TRUNCATE articles_article CASCADE",
        "TRUNCATE media_image, articles_person CASCADE",
        "WITH one AS (UPDATE articles_article SET title = 'Other words') SELECT 1",
    ],
)
def test_sql(raises, statement):
    make_article()
    assert raises(sql, statement)


def test_the_rows_between_two_tables(raises):
    article, region = make_article(), make_region()
    assert raises(article.regions.set, [region])
    assert raises(region.articles.clear)
    assert raises(article.topics.add, "water")
    assert raises(article.topics.set, ["paper"])


def test_a_topic_that_has_another_name(raises):
    make_article(topics=["water"])
    assert raises(Tag.objects.update, name="Water")


def test_topics_that_are_merged(raises):
    make_article(topics=["water"])
    water, waters = Topic.objects.get(), Topic.objects.create(name="waters", slug="waters")
    assert raises(merge_topics, [water], into=waters, by=None)


def test_a_picture(raises):
    image = make_image()
    assert raises(replace_file, image, encoded(colour="#123456"))
    image.refresh_from_db()
    assert raises(delete_image, image)


@pytest.mark.parametrize("model", [Byline, Person, SeriesPart])
def test_what_is_deleted(raises, model):
    article, series = make_article(byline=[make_person()]), make_series()
    series.parts.create(number=1, article=article)
    Byline.objects.update(person=None, name="Avery Example")
    assert raises(model.objects.all().delete)


def test_a_menu(raises):
    assert raises(make_menu_entry)


def test_the_names_of_a_place(raises):
    assert raises(make_place, "Here", "There")
    assert raises(PlaceName.objects.filter(name="Here").delete)


def test_a_drawing(raises):
    article = make_article()
    fields = {"cover": "covers/a.svg", "share": "share/a.png", "fingerprint": "a"}
    assert raises(Drawing.objects.create, article=article, **fields)


def test_reading_does_not(raises, client):
    article = make_article()
    for address in ("/", "/articles/", article.get_absolute_url(), "/search/?q=made-up"):
        assert not raises(client.get, address)


def test_what_only_staff_see_does_not(raises, client, django_user_model):
    user = django_user_model.objects.create_superuser("staff", password="demo-password")
    assert not raises(client.force_login, user)
    assert not raises(client.logout)
    entry = {"user_id": user.pk, "object_repr": "A piece", "action_flag": 2}
    assert not raises(LogEntry.objects.create, **entry)


def test_a_job_does_not(raises):
    assert not raises(draw_pictures.defer, article_id=Article.objects.count())
