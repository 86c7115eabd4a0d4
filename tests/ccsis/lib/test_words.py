import pytest

from ccsis.lib.words import count_words, reading_minutes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("—", 0),
        ("Ինչո՞ւ ես գնում", 3),
        ("Խաղաղություն ։ Հայաստան", 2),
        ("Мир — процесс", 2),
        ("Bakı'nın sülh gündəliyi", 3),
        ("South\u00a0Caucasus", 2),
        ("South&nbsp;Caucasus", 2),
        ("<p>one two</p><p>three four</p>", 4),
        ("well-known 1988", 2),
        ('<p><img alt="a > b c">word</p>', 1),
    ],
)
def test_a_word_holds_a_letter_or_a_digit(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (300, 1), (400, 2), (2300, 10)])
def test_reading_takes_whole_minutes(words, minutes):
    assert reading_minutes("word " * words) == minutes
