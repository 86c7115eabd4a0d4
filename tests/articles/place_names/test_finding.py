import pytest

from articles.place_names.finding import finder
from articles.place_names.register import Form, Place

REGISTER = (
    Place(1, (Form("Artsakh", "hy"), Form("Nagorno-Karabakh"), Form("Qarabağ", "az"))),
    Place(2, (Form("Hin Shen"), Form("Kirov", is_shared=True))),
    Place(3, (Form("Нагорный Карабах", "ru"), Form("Лачин", "ru"), Form("Արցախ", "hy"))),
    Place(4, (Form("ლაჩინი", "ka"), Form("Lachin"))),
)


def found(text, language="en", **options):
    """The parts of the text that name a place."""
    mentions = finder(REGISTER, language, **options).mentions(text)
    return [text[mention.start : mention.end] for mention in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Artsakh, and ARTSAKH.", ["Artsakh", "ARTSAKH"]),
        ("Lachin's road", ["Lachin"]),
        ("Nagorno-Karabakh, Nagorno Karabakh", ["Nagorno-Karabakh", "Nagorno Karabakh"]),
        ("Nagorno&nbsp;Karabakh, Nagorno–Karabakh", ["Nagorno&nbsp;Karabakh", "Nagorno–Karabakh"]),
        ("Qarabag", ["Qarabag"]),
        ("Nagorno. Karabakh", []),
        ("Lachinov and Artsakhian", []),
        ("Hin Shenk", []),
        ("", []),
    ],
)
def test_names_are_found_as_words(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Qarabağda, Qarabağın, Qarabağ'a", "az", ["Qarabağda", "Qarabağın", "Qarabağ'a"]),
        ("Qarabağ’dan", "tr", ["Qarabağ’dan"]),
        ("в Нагорном Карабахе", "ru", ["Нагорном Карабахе"]),
        ("из Лачина", "ru", ["Лачина"]),
        ("Лачинов", "ru", []),
        ("Արցախում և Արցախի", "hy", ["Արցախում", "Արցախի"]),
        ("ლაჩინში", "ka", ["ლაჩინში"]),
        ("Qarabağda", "en", []),
    ],
)
def test_they_are_found_as_the_language_bends_them(text, language, expected):
    assert found(text, language) == expected


def test_a_name_that_other_places_have_too_is_left_to_searches():
    assert found("Kirov") == []
    assert found("Kirov", "", shared=True) == ["Kirov"]


def test_a_name_of_two_places_is_found_for_each():
    places = (Place(1, (Form("Here"), Form("A"))), Place(2, (Form("Here"), Form("B"))))
    assert [mention.place.pk for mention in finder(places).mentions("Here")] == [1, 2]


def test_character_references_are_no_words():
    places = (Place(1, (Form("Lt"), Form("Amp"))),)
    mentions = finder(places).mentions("&lt; &amp; &#38; Amp; &Lt &amp;amp")
    assert [mention.start for mention in mentions] == [17, 23, 31]


def test_an_empty_register_finds_nothing():
    assert list(finder(()).mentions("Artsakh")) == []
