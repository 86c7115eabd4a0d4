import pytest

from articles.place_names.writing import fold, key, together


@pytest.mark.parametrize(
    "text", ["Qarabağ", "İğdır ﬁß", "Лачин й", "Ա\u055eր", "e\u0301", "", "&nbsp;"]
)
def test_a_folded_text_is_as_long_as_the_text(text):
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Qarabağ", "qarabag"),
        ("Qarabag\u0306", "qarabag"),
        ("Xankəndi", "xankendi"),
        ("NAGORNO–KARABAKH", "nagorno karabakh"),
        ("Nagorno Karabakh", "nagorno karabakh"),
    ],
)
def test_ways_of_writing_a_name_are_one(name, expected):
    assert key(name) == expected


def test_no_name_stands_before_another_but_by_the_alphabet():
    assert together(["Stepanakert", "Khankendi"]) == "Khankendi / Stepanakert"
    assert together(["Şuşa", "Shushi", "Shusha"]) == "Shusha / Shushi / Şuşa"
