import json
from pathlib import Path

import pytest

from ccsis.lib.words import count_words, reading_minutes

#: [words, text, what it is about], read by the test of the browser too.
VECTORS = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("words", "text"), [row[:2] for row in VECTORS], ids=[row[2] for row in VECTORS]
)
def test_a_word_holds_a_letter_or_a_number(words, text):
    assert count_words(text) == words


#: What makes a careless expression go through a text again and again.
@pytest.mark.parametrize(
    ("piece", "words"),
    [
        ("<a ", 50_000),
        ('<a "', 50_000),
        ("<a '\" ", 50_000),
        ("<!-- ", 0),
        ("&#1 ", 50_000),
        ("</p \"' <b '\"", 100_000),
        ("&", 0),
    ],
)
def test_a_long_nasty_text_is_counted(piece, words):
    assert count_words(piece * 50_000) == words


def test_a_number_that_is_too_long_for_python_is_counted():
    assert count_words(f"&#{'1' * 5000};") == 1


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (300, 1), (400, 2), (2300, 10)])
def test_reading_takes_whole_minutes(words, minutes):
    assert reading_minutes("word " * words) == minutes
