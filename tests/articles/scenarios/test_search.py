"""What a simulation tells beside its text is found like its text."""

import re

import pytest

from articles.models import Article, Kind, Scenario
from tests.factories import make_article, make_simulation

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(client):
    def titles(words):
        page = client.get("/search/", {"q": words}).content.decode()
        return re.findall(r'entry__title"[^>]*><a[^>]*>([^<]+)<', page)

    return titles


@pytest.mark.parametrize("words", ["gauge", "offices cobalt", "halving", "morning"])
def test_what_is_told_beside_the_text_is_found_in_every_form_of_a_word(found, words):
    article = make_simulation(title="Silence")
    assert found(words) == ["Silence"]
    Article.objects.update(kind=Kind.ANALYSIS)
    assert found(words) == []
    article.delete()


def test_an_extract_shows_where_it_was_found(client):
    make_simulation()
    page = client.get("/search/?q=silent").content.decode()
    assert "The gauge falls <mark>silent</mark>" in page


def test_words_that_are_changed_or_deleted_are_not_found_any_more(found):
    article = make_simulation(title="Silence")
    article.steps.filter(number=2).update(text="Both shores wait.")
    assert (found("halve"), found("wait")) == ([], ["Silence"])
    article.steps.all().delete()
    Scenario.objects.update(actors=[])
    assert (found("wait"), found("cobalt"), found("hour")) == ([], [], ["Silence"])
    Scenario.objects.all().delete()
    assert found("hour") == []


def test_a_step_that_goes_to_another_piece_takes_its_words_along(found):
    make_simulation(title="One").steps.update(article=make_article(title="Two", kind="simulation"))
    assert found("halve") == ["Two"]
