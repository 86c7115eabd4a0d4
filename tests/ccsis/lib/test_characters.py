import pytest

from ccsis.lib.characters import one_line, printable


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Rivers & <ledgers> “ ” – ]]>", "Rivers & <ledgers> “ ” – ]]>"),
        ("Ինչո՞ւ Почему 𐔰 🜨", "Ինչո՞ւ Почему 𐔰 🜨"),
        ("tab\tand\nline\r", "tab\tand\nline\r"),
        ("bell\x07, form feed\x0c, escape\x1b", "bell, form feed, escape"),
        ("no characters: \ufffe\uffff\ud800", "no characters: "),
    ],
)
def test_what_xml_cannot_hold_is_dropped_and_nothing_else(text, kept):
    assert printable(text) == kept


def test_one_line_folds_white_space():
    assert one_line("  two\n words\u00a0\x00here ") == "two words here"
