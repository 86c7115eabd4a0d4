from io import StringIO

import pytest
from django.core.management import call_command

from articles.models import NamedPlace, PlaceName
from articles.place_names import register
from articles.place_names.loading import entries
from articles.place_names.writing import alphabetical
from tests.factories import make_place

pytestmark = pytest.mark.django_db

FIRST = [
    "Artsakh / Nagorno-Karabakh / Qarabağ",
    "Berdzor / Lachin",
    "Boyuk Galadarasi / Kirovskiy / Mets Shen",
    "Hin Shen / Kichik Galadarasi / Kirov",
    "Khankendi / Stepanakert",
]


def load():
    out = StringIO()
    call_command("load_place_names", stdout=out)
    return out.getvalue()


def test_the_first_entries_are_loaded_without_a_preference_or_a_note():
    assert load() == "5 places were added.\n"
    assert [str(place) for place in register.load()] == FIRST
    assert set(NamedPlace.objects.values_list("note", flat=True)) == {""}


def test_loading_twice_is_loading_once():
    load()
    assert load() == "0 places were added.\n"
    assert PlaceName.objects.count() == 13


def test_what_the_office_changed_stays_changed():
    load()
    place = NamedPlace.objects.get(names__name="Stepanakert")
    NamedPlace.objects.filter(pk=place.pk).update(note="A made-up note")
    place.names.filter(name="Khankendi").update(name="Xankəndi")
    NamedPlace.objects.filter(names__name="Berdzor").delete()
    assert load() == "1 place was added.\n"
    assert [str(p) for p in register.load()][-1] == "Stepanakert / Xankəndi"
    assert NamedPlace.objects.get(pk=place.pk).note == "A made-up note"


def test_an_entry_of_the_offices_own_is_not_doubled():
    make_place("Lachin", "Another name")
    load()
    assert PlaceName.objects.filter(name="Berdzor").count() == 0


def test_the_file_keeps_the_alphabet():
    for entry in entries():
        names = [row["name"] for row in entry["names"]]
        assert names == alphabetical(names)
