"""The register at the desk."""

import pytest
from django.db import IntegrityError, transaction

from articles.models import NamedPlace, PlaceName
from tests.factories import make_place

PLACES = "/staff/articles/namedplace/"


def sent(*names, **fields):
    rows = {"note": "", "names-TOTAL_FORMS": str(len(names)), "names-INITIAL_FORMS": "0"}
    for number, row in enumerate(names):
        rows |= {f"names-{number}-{name}": value for name, value in row.items()}
    return rows | fields


def test_a_place_is_added_with_its_names(staff_client):
    names = {"name": "There", "language": "hy"}, {"name": "Here", "used_by": "Made-up people"}
    staff_client.post(f"{PLACES}add/", sent(*names))
    assert str(NamedPlace.objects.get()) == "Here / There"


@pytest.mark.parametrize(
    ("names", "complaint"),
    [
        ([{"name": "Here", "language": "hy"}], "Give at least two names"),
        (
            [{"name": "Here", "language": "hy"}, {"name": "There"}],
            "Choose the language of this name or say who uses it.",
        ),
        (
            [{"name": "Here", "language": "hy"}, {"name": "...", "language": "az"}],
            "A name has at least two letters.",
        ),
        (
            [{"name": "Here", "language": "hy"}, {"name": "here", "language": "az"}],
            "One name is given twice.",
        ),
        (
            [{"name": "Here", "language": "hy"}, {"name": "There", "language": "xx"}],
            "Select a valid choice.",
        ),
    ],
)
def test_what_is_no_entry_is_refused_and_kept_as_it_was_typed(staff_client, names, complaint):
    response = staff_client.post(f"{PLACES}add/", sent(*names, note="A made-up note"))
    page = response.content.decode()
    assert complaint in page
    assert "A made-up note" in page
    assert not NamedPlace.objects.exists()


def test_an_empty_register_says_how_it_is_filled(staff_client):
    hint = "<code>manage.py load_place_names</code>"
    assert hint in staff_client.get(PLACES).content.decode()
    assert hint not in staff_client.get(PLACES, {"q": "nowhere"}).content.decode()
    make_place("Here", "There")
    assert hint not in staff_client.get(PLACES).content.decode()


def test_the_list_shows_names_and_who_uses_them_in_one_order(staff_client):
    make_place({"name": "There", "language": "az"}, {"name": "Here", "language": "hy"})
    make_place("Anywhere", {"name": "Elsewhere", "language": "ru", "used_by": "Clerks"})
    rows = staff_client.get(PLACES).context["cl"].result_list
    assert [str(row) for row in rows] == ["Anywhere / Elsewhere", "Here / There"]
    page = staff_client.get(PLACES).content.decode()
    assert "Armenian / Azerbaijani" in page
    assert "Made-up people / Russian, Clerks" in page


@pytest.mark.parametrize("asked", ["there", "Made-up", "house note"])
def test_a_place_is_found_by_any_name_by_who_uses_it_and_by_its_note(staff_client, asked):
    make_place("Here", "There", note="A house note")
    make_place({"name": "X-ville", "language": "hy"}, {"name": "Y-ville", "language": "az"})
    rows = staff_client.get(PLACES, {"q": asked}).context["cl"].result_list
    assert [str(row) for row in rows] == ["Here / There"]


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "HERE", "language": "hy"},
        {"name": "?", "language": "hy"},
        {"name": "There"},
        {"name": "There", "language": "A1"},
    ],
)
def test_the_database_keeps_the_rules_too(db, fields):
    place = NamedPlace.objects.create()
    PlaceName.objects.create(place=place, name="Here", language="hy")
    with pytest.raises(IntegrityError), transaction.atomic():
        PlaceName.objects.create(place=place, **fields)
    assert place.names.count() == 1
