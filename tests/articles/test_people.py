from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Byline, State
from tests.factories import make_article, make_image, make_person

LATER = timezone.now() + timedelta(days=400)


def text(client, person):
    response = client.get(person.get_absolute_url())
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def person(db):
    return make_person(
        "Avery Example",
        slug="avery-example",
        title="Reader",
        affiliation="Demonstration Institute",
        biography="Avery Example is made up.\n\nSo is the institute.",
    )


def test_a_person_has_a_page_with_a_life_and_pieces(client, person):
    make_article(title="Signed work", byline=[person])
    make_article(title="Somebody else's work", byline=[make_person("Sam Placeholder")])
    page = text(client, person)
    assert "<h1>Avery Example</h1>" in page
    assert "Reader, Demonstration Institute" in page
    assert "<p>So is the institute.</p>" in page
    assert "Signed work" in page
    assert "else" not in page


def test_an_institution_has_a_page_too(client, db):
    institution = make_person("Sample Archive", kind="institution")
    make_article(byline=[institution])
    assert "Institution" in text(client, institution)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DRAFT},
        {"state": State.IN_REVIEW},
        {"state": State.WITHDRAWN},
        {"published_at": LATER},
        {"published_at": None},
    ],
)
def test_who_signed_nothing_that_is_public_has_no_page(client, person, fields):
    make_article(byline=[person], title="Unreleased", **fields)
    assert client.get(person.get_absolute_url()).status_code == 404
    make_article(byline=[person])
    assert "Unreleased" not in text(client, person)


def test_a_person_without_any_piece_has_no_page(client, person):
    assert client.get(person.get_absolute_url()).status_code == 404


def test_beyond_the_last_piece_there_is_the_first_page(client, person):
    make_article(byline=[person])
    address = f"{person.get_absolute_url()}?before=2001-01-01T00:00:00%2B00:00~1"
    response = client.get(address)
    assert (response.status_code, response.headers["Location"]) == (302, person.get_absolute_url())


def test_work_other_than_writing_is_named(client, person):
    article = make_article(byline=[make_person("Sam Placeholder")])
    article.bylines.create(person=person, position=2, role=Byline.Role.TRANSLATOR)
    assert "Avery Example: translator" in text(client, person)


def test_a_piece_signed_in_two_roles_is_listed_once(client, person):
    article = make_article(title="Twice signed", byline=[person])
    article.bylines.create(person=person, position=2, role=Byline.Role.PHOTOGRAPHER)
    assert text(client, person).count("Twice signed") == 1


def test_a_byline_prints_the_frozen_name_and_links_to_the_person_as_now(client, person):
    article = make_article(byline=[person])
    article.bylines.update(name="Avery Example-Before")
    link = '<a href="/people/avery-example/" rel="author">Avery Example-Before</a>'
    for address in ("/", "/articles/", article.get_absolute_url()):
        assert link in client.get(address).content.decode(), address


def test_a_name_without_a_person_is_no_link(client, db):
    article = make_article()
    article.bylines.create(name="Visiting <Hand>", position=1)
    page = client.get(article.get_absolute_url()).content.decode()
    assert "<b>Visiting &lt;Hand&gt;</b>" in page


def test_several_authors_stand_in_a_sentence(client, person):
    others = [make_person("Robin Specimen", slug="r"), make_person("Sam <Placeholder>", slug="s")]
    make_article(byline=[person, *others])
    assert (
        '<a href="/people/avery-example/" rel="author">Avery Example</a>, '
        '<a href="/people/r/" rel="author">Robin Specimen</a> and '
        '<a href="/people/s/" rel="author">Sam &lt;Placeholder&gt;</a>'
    ) in client.get("/articles/").content.decode()


def test_a_photograph_is_shown(client, person, jobs):
    person.photo = make_image(alt="A made-up portrait")
    person.save()
    make_article(byline=[person])
    assert 'alt="A made-up portrait"' in text(client, person)
