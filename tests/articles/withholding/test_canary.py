"""The proof: a name that was said everywhere is found nowhere after it was withheld."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from articles.models import Article
from articles.search import Question, search
from articles.withholding.actions import withhold_name
from tests.articles.withholding.canary import (
    NAME,
    OTHER_FORMS,
    holds,
    places_of_the_canary,
    say_it_everywhere,
)
from tests.factories import make_superuser


@pytest.fixture
def said(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return say_it_everywhere()


@pytest.mark.parametrize(
    "text",
    [NAME, "QUILLON", "Ze\u0301b<b>edee</b>", "Quil\u00adlon", "Z\\u00e9bedee", "z%C3%A9bedee-x"],
)
def test_the_search_for_it_finds_it_in_every_writing(text):
    assert holds(text)
    assert not holds("Name withheld")


def test_a_withheld_name_is_nowhere(said, staff_client, django_capture_on_commit_callbacks):
    before = places_of_the_canary(Client(), staff_client)
    for expected in EVERYWHERE:
        assert any(expected in place for place in before), expected
    assert min(found_by_readers()) > 0
    photo = Path(settings.MEDIA_ROOT) / said.photo.file.name
    assert photo.exists()
    with django_capture_on_commit_callbacks(execute=True):
        withhold_name(said, by=make_superuser(), shown_as="Name withheld", other_forms=OTHER_FORMS)
    assert places_of_the_canary(Client(), staff_client) == []
    assert found_by_readers() == [0, 0, 0]
    assert not photo.exists()


def found_by_readers() -> list[int]:
    """How many pieces the site's search finds by parts of the name."""
    articles = Article.objects.published()
    words = ("Quillon", "zebedee quillon", "Квиллон")
    return [search(articles, Question.of(typed)).total for typed in words]


#: Where the search must find it before, so that finding nothing afterwards says something.
EVERYWHERE = [
    *("table articles_article", "table articles_byline", "table articles_correction"),
    *("table articles_forecast", "table articles_scenario", "table articles_scenariostep"),
    *("table articles_importedfile", "table articles_menuentry", "table articles_oldaddress"),
    *("table articles_page", "table articles_person", "table articles_region"),
    *("table articles_series", "table articles_seriespart", "table articles_version"),
    *("table articles_wordpresscategory", "table django_admin_log", "table media_image"),
    *("table taggit_tag", "table workflow_step", "table desk_unsavedwork"),
    *("file a.svg", "file a.png"),
    *("read /", "read /articles/", "read /corrections/", "read /people/", "read /topics/"),
    *("read /series/", "read /feeds/", "read /sitemap", "read /search/", "/versions/1/"),
    *("read /articles/gone-", "read /zebedee-quillon-page/", "read /regions/caucasus/"),
    *("desk /staff/articles/article/", "desk /staff/articles/person/", "/history/"),
    *("/differences/", "desk /staff/media/image/", "read /articles/a-scenario/"),
    "read /preview/",
]
