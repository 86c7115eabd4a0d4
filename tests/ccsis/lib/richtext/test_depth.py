"""How deep elements stand in each other is bounded before the sanitiser sees them."""

import pytest

from ccsis.lib.richtext import clean
from ccsis.lib.richtext.depth import DEEPEST, bounded


@pytest.mark.parametrize(
    "opening", ["<ul><li>", "<UL\n><li></b>", "<aside>a", "<x-1><p>", '<table class="a"><tr><td>']
)
def test_tags_that_would_open_deeper_elements_are_left_out(opening):
    once = bounded(opening)
    assert bounded(opening * DEEPEST) == once * DEEPEST
    deeper = bounded(opening * (DEEPEST + 500) + "words")
    assert deeper.startswith(once * DEEPEST)
    name = opening[1:].split(">")[0].split()[0]
    assert deeper.count(f"<{name}") == DEEPEST
    assert deeper.endswith("words")


def test_what_stands_beside_each_other_is_not_deep():
    html = "<p>a<br>b<strong>c</strong></p><ul><li>d</li></ul>" * (3 * DEEPEST)
    assert bounded(html) == html


def test_the_words_of_a_text_that_is_too_deep_are_kept():
    cleaned = clean("<blockquote>" * 500 + "<p>words</p>" + "</blockquote>" * 500)
    assert "<p>words</p>" in cleaned
    assert cleaned.count("<blockquote>") == DEEPEST
