import pytest

from articles.place_names.asking import MOST, asked
from articles.place_names.register import Form, Place

REGISTER = (
    Place(1, (Form("Khankendi"), Form("Stepanakert"))),
    Place(2, (Form("Hin Shen"), Form("Kirov", is_shared=True))),
    Place(3, (Form("Artsakh"), Form("Nagorno-Karabakh"), Form("Qarabağ"))),
)


@pytest.mark.parametrize(
    ("words", "ways"),
    [
        ("water", ("water",)),
        ("water Khankendi", ("water Khankendi", 'water "Khankendi"', 'water "Stepanakert"')),
        ("STEPANAKERT", ("STEPANAKERT", '"Khankendi"', '"Stepanakert"')),
        ('"in Khankendi"', ('"in Khankendi"', '"in Stepanakert"')),
        ('"in Khankendi', ('"in Khankendi"', '"in Stepanakert"')),
        ("Kirov", ("Kirov", '"Hin Shen"', '"Kirov"')),
        ("qarabağda", ("qarabağda", '"Artsakh"', '"Nagorno Karabakh"', '"Qarabağ"')),
    ],
)
def test_a_place_is_asked_for_by_all_of_its_names(words, ways):
    assert asked(words, REGISTER).ways == ways


def test_two_places_are_asked_for_in_every_combination():
    found = asked("Hin Shen or Khankendi", REGISTER)
    assert len(found.ways) == 9
    assert '"Kirov" or "Stepanakert"' in found.ways
    assert found.places == ("Hin Shen / Kirov", "Khankendi / Stepanakert")


def test_there_is_an_end_to_combinations():
    ways = asked(" ".join(["Artsakh"] * 20), REGISTER).ways
    assert len(ways) <= MOST + 1
    assert f'"Qarabağ"{" Artsakh" * 19}' in ways


def test_an_empty_register_asks_what_was_typed():
    assert asked("Khankendi", ()).ways == ("Khankendi",)
    assert asked("Khankendi", ()).places == ()
