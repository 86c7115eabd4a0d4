"""The page on which a name is withheld."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import OperationalError

from articles.models import Person
from articles.withholding import places, preview
from tests.factories import make_article, make_image, make_person

NAME, SHOWN = "Avery Example", "Name withheld"


@pytest.fixture
def person(db):
    return make_person(NAME, slug="avery-example")


def page_of(person):
    return f"/staff/articles/person/{person.pk}/withhold/"


def ask(client, person, **answers):
    answers = {"shown_as": SHOWN, "other_forms": ""} | answers
    return client.post(page_of(person), answers)


def name_of(person):
    return Person.objects.values_list("name", flat=True).get(pk=person.pk)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_persons_page_leads_to_it(staff_client, person):
    page = staff_client.get(f"/staff/articles/person/{person.pk}/change/")
    assert f'<a href="{page_of(person)}">Withhold this name…</a>' in text(page)
    institution = make_person("Sample Archive", kind="institution")
    page = staff_client.get(f"/staff/articles/person/{institution.pk}/change/")
    assert "Withhold this name" not in text(page)


def test_it_says_what_happens_and_does_nothing(staff_client, person):
    page = text(staff_client.get(page_of(person)))
    assert "This cannot be undone." in page
    assert 'name="withhold"' not in page
    assert name_of(person) == NAME


def test_it_shows_what_would_change_before_it_asks(staff_client, person):
    make_article(title=f"On {NAME}", body="<p>AVERY EXAMPLE, A. Example</p>", byline=[person])
    make_article(title="On the Exampleans")
    page = text(ask(staff_client, person, other_forms="A. Example"))
    assert "1 byline of this person" in page
    assert "Articles: said 3 times" in page
    assert f">On {NAME}</a> × 3" in page
    assert (
        "Longer words that begin like it and stay. If one of them is the name, add it above: Exampleans"
        in page
    )
    assert 'name="withhold"' in page
    assert name_of(person) == NAME


def test_what_has_no_page_of_its_own_is_named_with_its_piece(staff_client, person, monkeypatch):
    monkeypatch.setattr(preview, "NAMED", 2)
    for number in range(3):
        make_article(title=f"Piece {number}", byline=[person]).bylines.update(name=NAME)
    page = text(ask(staff_client, person))
    assert f'">{NAME}, Piece 0</a></li>' in page
    assert "Bylines: said 3 times" in page
    assert "<li>and 1 more</li>" in page


def test_a_photograph_that_something_else_shows_is_named(staff_client, person):
    Person.objects.filter(pk=person.pk).update(photo=make_image())
    make_article(title="Shown here", picture=Person.objects.get(pk=person.pk).photo)
    page = text(ask(staff_client, person))
    assert "because it is shown here too: Shown here" in page


def test_it_is_done_at_the_second_sending(staff_client, person):
    response = ask(staff_client, person, withhold="yes")
    assert response.headers["Location"] == "/staff/articles/person/"
    assert name_of(person) == SHOWN
    page = text(staff_client.get("/staff/articles/person/"))
    assert "The name is withheld everywhere." in page
    assert NAME not in page


def test_a_withheld_record_is_not_written_any_more(staff_client, person):
    ask(staff_client, person, withhold="yes")
    address = f"/staff/articles/person/{person.pk}/change/"
    assert 'name="_save"' not in text(staff_client.get(address))
    assert staff_client.post(address, {"name": NAME}).status_code == 403
    assert name_of(person) == SHOWN


def test_what_was_typed_stays_when_it_is_refused(staff_client, person):
    response = ask(staff_client, person, shown_as=f"Not {NAME}", other_forms="Э", withhold="yes")
    assert response.status_code == 422
    assert f'value="Not {NAME}"' in text(response)
    assert response.context["form"].non_field_errors() == [
        "Each form of a name needs at least two letters."
    ]
    assert name_of(person) == NAME


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"shown_as": ""}, "shown_as"),
        ({"shown_as": "N" * 61}, "shown_as"),
        ({"shown_as": "\x00"}, "shown_as"),
        ({"other_forms": "\n".join(["Form"] * 51)}, "other_forms"),
        ({"other_forms": "F" * 201}, "other_forms"),
    ],
)
def test_bad_input_is_refused_at_its_field(staff_client, person, answers, field):
    response = ask(staff_client, person, withhold="yes", **answers)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert name_of(person) == NAME


def test_while_somebody_saves_it_says_so(staff_client, person, monkeypatch):
    def busy():
        raise OperationalError

    monkeypatch.setattr(places, "lock", busy)
    response = ask(staff_client, person, withhold="yes")
    assert response.status_code == 422
    assert "Somebody is saving just now." in text(response)
    assert name_of(person) == NAME


def test_who_may_not_is_turned_away(client, person):
    user = get_user_model().objects.create_user("editor", is_staff=True)
    names = ["view_person", "change_person"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    page = client.get(f"/staff/articles/person/{person.pk}/change/")
    assert "Withhold this name" not in text(page)
    assert client.get(page_of(person)).status_code == 403
    assert ask(client, person, withhold="yes").status_code == 403
    assert name_of(person) == NAME


def test_who_is_not_there_is_not_found(staff_client):
    assert staff_client.get("/staff/articles/person/9/withhold/").status_code == 404


def test_what_it_costs_does_not_depend_on_what_is_found(
    staff_client, person, django_assert_max_num_queries
):
    for number in range(12):
        make_article(title=f"On {NAME} {number}", byline=[person])
    with django_assert_max_num_queries(76):
        ask(staff_client, person)
