"""The demonstration once it is loaded: what readers find, and what removing it leaves alone."""

import os
import re
import shutil

import pytest
from django.db import connection, transaction
from django.test import TestCase, override_settings
from django.utils.html import strip_tags

from articles.corrections import correct
from articles.models import (
    Article,
    Correction,
    Kind,
    Language,
    Person,
    Region,
    Series,
    SeriesPart,
)
from ccsis.demo import actions
from ccsis.demo.models import DemoLoad
from ccsis.lib.richtext.document import document
from ccsis.media.models import Image
from tests.articles.demo import demonstration
from tests.articles.demo.demonstration import counts, make_regions
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def run(*options) -> str:
    """With what waits for the commit, which these tests take back."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return demonstration.run(*options)


@pytest.fixture(scope="module")
def pictures(django_db_setup, django_db_blocker, tmp_path_factory):
    """The folder of its pictures. The rows are there for all tests here, each of which changes its own view of them."""
    folder = tmp_path_factory.mktemp("demonstration") / "media"
    with django_db_blocker.unblock(), transaction.atomic():
        make_regions()
        with override_settings(MEDIA_ROOT=folder):
            run()
        connection.check_constraints()
        yield folder
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _loaded(pictures, db, settings):
    shutil.copytree(pictures, settings.MEDIA_ROOT, copy_function=os.link)


def test_each_piece_is_worth_reading_and_labelled(client):
    assert Article.objects.count() >= 8
    assert set(Article.objects.values_list("kind", flat=True)) == set(Kind.values)
    assert Region.objects.filter(articles=None).count() == 0
    for article in Article.objects.published():
        page = client.get(article.get_absolute_url()).content.decode()
        assert len(strip_tags(article.body).split()) >= 400, article
        assert "emonstration" in page, article
        assert "data-picture" not in page, article
    assert not Article.objects.filter(is_demo=False).exists()


def test_pictures_have_alternative_texts_and_are_in_the_text():
    assert all(image.alt and image.credit for image in Image.objects.all())
    assert '<figure><img src="/media/images/' in "".join(
        Article.objects.values_list("body", flat=True)
    )


def test_the_long_report_has_notes_tables_and_figures():
    shown = document(Article.objects.get(slug="one-shipment-two-numbers").body)
    assert len(shown.notes) >= 6
    assert shown.html.count('<figcaption id="table-') >= 2
    assert shown.html.count("<img ") >= 2


def test_words_of_other_languages_say_which_and_stand_in_the_order_of_its_name():
    body = Article.objects.get(slug="six-words-for-stopping").body
    assert re.findall(r'<span lang="([^"]*)"', body) == ["hy", "az", "ka", "ru", "tr"]
    for language in (Language.RUSSIAN, Language.TURKISH):
        assert '<span lang="en">' in Article.objects.get(language=language).body


def test_a_series_announces_a_part_that_is_not_written():
    assert SeriesPart.objects.filter(article=None).exclude(title="").exists()


def test_removing_keeps_work_of_others():
    person, image = Person.objects.first(), Image.objects.first()
    own = make_article(byline=[person], picture=image, topics=["method", "own topic"])
    output = run("--remove")
    assert list(Article.objects.all()) == [own]
    assert list(Person.objects.all()) == [person]
    assert list(Image.objects.all()) == [image]
    assert sorted(own.topics.names()) == ["method", "own topic"]
    assert str(person) in output
    assert actions.is_present()
    own.delete()
    run("--remove")
    assert not Person.objects.exists()
    assert not actions.is_present()


def test_removing_keeps_a_picture_that_a_text_shows():
    image = Image.objects.first()
    make_article(body=f'<figure><img src="{image.file.url}" alt="x"></figure>')
    run("--remove")
    assert list(Image.objects.all()) == [image]


def test_removing_keeps_a_series_with_a_part_of_somebodys_own():
    series = Series.objects.first()
    own = make_article()
    series.parts.create(number=9, article=own)
    assert str(series) in run("--remove")
    assert own.part.series == series


def test_an_edited_piece_goes_only_on_request():
    article = Article.objects.published().first()
    article.title = "Edited by hand"
    article.save()
    assert "Edited by hand" in run("--remove")
    assert list(Article.objects.all()) == [article]
    run("--remove", "--edited-too")
    assert counts()["articles.Article"] == 0
    assert not DemoLoad.objects.filter(removed_at=None).exists()


FORMS = [
    {"Artsakh", "Nagorno-Karabakh", "Qarabağ"},
    {"Berdzor", "Lachin"},
    {"Hin Shen", "Kichik Galadarasi", "Kirov"},
    {"Boyuk Galadarasi", "Kirovskiy", "Mets Shen"},
    {"Khankendi", "Stepanakert"},
]


def texts():
    """Everything of the demonstration that somebody reads, by where it stands."""
    for row in Article.objects.all():
        yield row.slug, " ".join([row.title, row.standfirst, *row.summary_points, row.body])
    for row in Image.objects.all():
        yield row.file.name, f"{row.alt} {row.caption} {row.credit}"
    for row in Series.objects.all():
        parts = [f"{part.title} {part.standfirst}" for part in row.parts.all()]
        yield row.slug, " ".join([row.title, row.description, *parts])
    for row in Person.objects.all():
        yield row.slug, f"{row.name} {row.title} {row.affiliation} {row.biography}"


def test_no_text_uses_one_sides_form_of_a_contested_name_alone():
    """FACTS: the forms of a name are shown together, in alphabetical order, or not at all."""
    for place, text in texts():
        for forms in FORMS:
            used = [form for form in sorted(forms) if re.search(rf"\b{form}\b", text)]
            assert len(used) != 1, (place, used)
            first = [text.index(form) for form in used]
            assert first == sorted(first), (place, used)


def test_people_are_plainly_made_up():
    assert all("made-up" in person.biography for person in Person.objects.all())


@pytest.mark.parametrize(
    ("model", "field"), [(Person, "biography"), (Series, "description"), (Image, "caption")]
)
def test_whatever_was_edited_stays_and_is_named(model, field):
    row = model.objects.last()
    model.objects.filter(pk=row.pk).update(**{field: "Rewritten by hand"})
    assert "edited" in run("--remove")
    assert model.objects.filter(pk=row.pk).exists()
    run("--remove", "--edited-too")
    assert not model.objects.exists()


def test_a_piece_is_corrected(client):
    (article,) = Article.objects.exclude(corrections=None).distinct()
    kinds = [correction.get_kind_display() for correction in article.corrections.all()]
    page = client.get("/corrections/").content.decode()
    assert kinds == ["Clarification", "Correction"]
    assert page.count(article.get_absolute_url()) == 2
    run("--remove")
    assert not Correction.objects.exists()


def test_a_piece_that_staff_have_corrected_stays(django_user_model):
    article = Article.objects.published().first()
    user = django_user_model.objects.create_user("staff")
    correct(article=article, kind="update", text="More is known.", by=user)
    assert article.title in run("--remove")
    assert list(Article.objects.all()) == [article]


def test_there_is_a_piece_in_each_state_at_the_desk(client):
    unreleased = Article.objects.filter(pending_of=None).exclude(pk__in=Article.objects.published())
    assert sorted(unreleased.values_list("state", flat=True)) == [
        "draft",
        "draft",
        "in-review",
        "ready",
        "withdrawn",
    ]
    assert Article.objects.get(pending_of__slug="which-day-was-that").state == "in-review"
    response = client.get("/articles/a-sum-that-did-not-add-up/")
    assert response.status_code == 410
    assert "percentages of two different totals" in response.content.decode()
    versions = client.get("/articles/a-forecast-should-be-able-to-fail/versions/1/")
    assert "This is version 1" in versions.content.decode()


def test_an_edited_change_keeps_its_piece():
    change = Article.objects.get(pending_of__slug="which-day-was-that")
    change.title = "Another title"
    change.save()
    run("--remove")
    assert set(Article.objects.all()) == {change, change.pending_of}
