"""A withheld name that somebody writes again is not saved before they have thought about it."""

import pytest

from articles.models import Article, Correction, Person, State, WithdrawalReason
from articles.releasing import stamp
from articles.versions.changes import start_change
from articles.withholding.actions import withhold_name
from ccsis.desk.models import UnsavedWork
from tests.careful import hidden_fields
from tests.desk import ADD, ARTICLES, errors, fields, page_of, take, written
from tests.factories import make_article, make_person

NAME, SHOWN = "Avery Example", "Name withheld"
PEOPLE = "/staff/articles/person/"


@pytest.fixture
def person(db):
    return make_person(NAME, slug="avery-example")


def withhold(person):
    withhold_name(person, by=None, shown_as=SHOWN)


def person_fields(**changes):
    return {"kind": "person", "name": "Sam Placeholder", "slug": "sam-placeholder"} | changes


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", f"A talk with {NAME}"),
        ("body", "<p>So says <b>Avery</b>&nbsp;Example.</p>"),
        ("summary_points", f"Nothing.\r\n{NAME.upper()} speaks."),
        ("topics", "law, Example Avery"),
        ("slug", "avery-example-speaks"),
    ],
)
def test_a_withheld_name_in_a_new_piece_is_refused_and_said(staff_client, person, field, typed):
    withhold(person)
    response = staff_client.post(ADD, fields(**{field: typed}))
    assert list(errors(response)) == [field]
    assert "is the name of a person whose name is withheld here" in errors(response)[field][0]
    assert 'name="_meant"' in response.content.decode()
    assert not Article.objects.exists()


def test_somebody_else_of_the_same_name_may_be_meant(staff_client, person):
    withhold(person)
    sent = person_fields(name=NAME, slug="another")
    assert list(errors(staff_client.post(f"{PEOPLE}add/", sent))) == ["name"]
    assert staff_client.post(f"{PEOPLE}add/", sent | {"_meant": "1"}).status_code == 302
    assert Person.objects.get(slug="another").name == NAME
    another = f"{PEOPLE}{Person.objects.get(slug='another').pk}/change/"
    assert staff_client.post(another, {"kind": "person", "name": NAME}).status_code == 302


def test_a_name_that_is_printed_beside_a_piece_is_refused_too(staff_client, person):
    piece = make_article(state=State.DRAFT, byline=[make_person("Sam Placeholder")])
    withhold(person)
    sent = written(piece) | {"bylines-0-name": NAME}
    page = staff_client.post(page_of(piece), sent).content.decode()
    assert f"“{NAME}” is the name of a person whose name is withheld here." in page
    assert 'name="_meant"' in page
    assert piece.bylines.get().name == ""


def test_a_form_from_before_brings_the_name_back_neither_at_once_nor_at_the_second_try(
    staff_client, person
):
    piece = make_article(state=State.DRAFT, title=f"On {NAME}", byline=[person])
    sent = written(piece) | hidden_fields(staff_client, page_of(piece))
    withhold(person)
    refused = staff_client.post(page_of(piece), sent)
    assert refused.status_code == 409
    again = sent | {"_fingerprint": refused.context["desk"]["visit"].fingerprint}
    assert "title" in errors(staff_client.post(page_of(piece), again))
    piece.refresh_from_db()
    assert piece.title == f"On {SHOWN}"


def test_without_a_withheld_name_nothing_is_asked(staff_client, person):
    response = staff_client.post(ADD, fields(title=f"A talk with {NAME}"))
    assert response.status_code == 302


def test_a_record_that_was_open_is_not_saved_and_not_kept(staff_client, person):
    path = f"{PEOPLE}{person.pk}/change/"
    sent = person_fields(name=NAME) | hidden_fields(staff_client, path)
    staff_client.post(path.replace("change/", "desk/keep/"), sent)
    assert UnsavedWork.objects.count() == 1
    withhold(person)
    assert not UnsavedWork.objects.exists()
    assert staff_client.post(path, sent).status_code == 403
    assert staff_client.post(path.replace("change/", "desk/keep/"), sent).status_code == 403
    assert not UnsavedWork.objects.exists()


def piece_with_the_name(person, **fields):
    """Written by somebody who meant it, or before the name was withheld."""
    withhold(person)
    return make_article(body=f"<p>As {NAME} told us.</p>", **fields)


def test_who_releases_a_text_with_a_withheld_name_is_asked_again(staff_client, person):
    piece = piece_with_the_name(person, state=State.IN_REVIEW, published_at=None)
    response = take(staff_client, piece, "release", reason="Nobody else is here.")
    assert response.status_code == 422
    page = response.content.decode()
    assert f"“{NAME}” is the name of a person whose name is withheld here." in page
    assert 'name="_meant"' in page
    piece.refresh_from_db()
    assert piece.state == State.IN_REVIEW
    take(staff_client, piece, "release", reason="Nobody else is here.", _meant="1")
    piece.refresh_from_db()
    assert piece.state == State.READY


def test_several_at_once_are_released_without_a_withheld_name_only(staff_client, person):
    piece = piece_with_the_name(person, state=State.IN_REVIEW, published_at=None)
    sent = {"action": "release_selected", "_selected_action": piece.pk, "_confirmed": "1"}
    sent |= {"reason": "Nobody else is here.", f"seen-{piece.pk}": stamp(piece)}
    page = staff_client.post(ARTICLES, sent).content.decode()
    assert "says a name that is withheld here. Release it by itself." in page
    piece.refresh_from_db()
    assert piece.state == State.IN_REVIEW


def test_a_change_with_a_withheld_name_is_not_published_unasked(staff_client, person):
    piece = piece_with_the_name(person)
    change = start_change(piece, by=None)
    response = take(staff_client, change, "publish", reason="Nobody else is here.")
    assert response.status_code == 422
    assert NAME in response.content.decode()
    assert Article.objects.filter(pk=change.pk).exists()


def test_readers_are_not_told_a_withheld_name_with_a_withdrawal(staff_client, client, person):
    withhold(person)
    piece = make_article()
    said = {"reason_given": WithdrawalReason.values[0], "note": f"At the wish of {NAME}."}
    response = take(staff_client, piece, "withdraw", **said)
    assert response.status_code == 422
    assert client.get(piece.get_absolute_url()).status_code == 200


def test_nor_with_a_correction(staff_client, client, person):
    withhold(person)
    piece = make_article()
    path = f"{ARTICLES}{piece.pk}/correct/"
    sent = {"kind": Correction.Kind.values[0], "text": f"Corrected by {NAME}.", "publish": "1"}
    page = staff_client.post(path, sent).content.decode()
    assert "is the name of a person whose name is withheld here" in page
    assert 'name="_meant"' in page
    assert not Correction.objects.exists()
    assert staff_client.post(path, sent | {"_meant": "1"}).status_code == 302
    kept = Correction.objects.get()
    reworded = staff_client.post(f"{path}{kept.pk}/", {"text": f"{NAME} said so.", "publish": "1"})
    assert "is the name of a person whose name is withheld here" in reworded.content.decode()
    kept.refresh_from_db()
    assert kept.text == sent["text"]
