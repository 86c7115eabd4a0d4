"""The browser counts words as the server does, and says how many while somebody types."""

import random
import unicodedata

import pytest

from ccsis.lib.words import count_words
from tests.ccsis.lib.test_words import VECTORS

pytestmark = pytest.mark.browser

COUNT_ALL = """async texts => {
    const { countWords } = await import('/static/js/intake/words.js')
    return texts.map(countWords)
}"""

#: What the rule turns on, and what languages call white space or letters without agreement.
NASTY = [
    *"<>&;#\"'/!?-=",
    *(
        "<p>",
        "</p>",
        "<a b='",
        '"',
        "<!--",
        "-->",
        "&nbsp;",
        "&amp;",
        "&lt;",
        "&#x20",
        "&#11;",
        "&#13;",
    ),
    *(
        "&Tab;",
        "&notit;",
        "&#0;",
        "&#128;",
        "&#173;",
        "&NotEqualTilde;",
        "</textarea>",
        "<script>",
        "\r\n",
    ),
    *map(chr, [*range(0x21), *range(0x7F, 0xA1), 0xAD, 0x1680, 0x180E, *range(0x2000, 0x2010)]),
    *"\u2028\u2029\u202f\u205f\u2060\u2800\u3000\ufeff\u0301\u0338\u0307\u0345\u200d\ufe0f\u20e3",
    *"aIiıİßéЖйՈւրაႠשא٣۵०½²Ⅷ①ⓐ中ー々ª\u1161\u1100\u11a8",
    *("𝒜", "𝟘", "👩", "🇦", "👍", "🏽", "\U000e0020"),
]


@pytest.fixture
def count_in_browser(live_server, browser_page):
    """The words of each of these texts, counted by a page."""
    browser_page.goto(f"{live_server.url}/robots.txt")
    return lambda texts: browser_page.evaluate(COUNT_ALL, texts)


def differing(texts, counted):
    """Where the two disagree: (text, on the server, in the browser)."""
    pairs = zip(texts, map(count_words, texts), counted, strict=True)
    return [(ascii(text), here, there) for text, here, there in pairs if here != there]


def test_every_vector_is_counted_as_on_the_server(count_in_browser):
    texts = [text for _, text, _ in VECTORS]
    assert count_in_browser(texts) == [words for words, _, _ in VECTORS]


def test_whatever_is_typed_is_counted_as_on_the_server(count_in_browser):
    chance = random.Random(2027)
    texts = ["".join(chance.choices(NASTY, k=chance.randint(1, 30))) for _ in range(3000)]
    assert differing(texts, count_in_browser(texts)) == []


def test_every_character_is_a_letter_a_space_or_neither_on_both_sides(count_in_browser):
    # What Python does not know yet, a newer browser may.
    known = [
        character
        for character in map(chr, range(0x110000))
        if unicodedata.category(character) not in ("Cn", "Cs")
    ]
    blocks = [known[n : n + 50] for n in range(0, len(known), 50)]
    texts = [joint.join(["", *block, ""]) for block in blocks for joint in (" ", "a")]
    assert differing(texts, count_in_browser(texts)) == []


@pytest.fixture
def essay(live_server, browser_page, settings):
    """A page with a text of at most twenty words, and its counter."""
    settings.ROOT_URLCONF = "tests.counting"
    complaints = []
    browser_page.on("console", lambda message: complaints.append(message.text))
    browser_page.on("pageerror", lambda error: complaints.append(str(error)))
    browser_page.goto(f"{live_server.url}/essay/")
    yield browser_page
    assert complaints == []


def test_the_number_of_words_is_seen_while_typing(essay):
    counter = essay.locator("[data-shown]")
    assert counter.inner_text() == "At most 20 words."
    essay.fill("textarea", "Ինչո՞ւ ես գնում —")
    assert counter.inner_text() == "Words: 3 of 20."
    essay.fill("textarea", "word " * 18)
    assert counter.inner_text() == "Words: 18 of 20. Left: 2."
    essay.fill("textarea", "word " * 21)
    assert counter.inner_text() == "Words: 21 of 20. Too many: 1."
    essay.fill("textarea", "")
    assert counter.inner_text() == "Words: 0 of 20."


def test_it_is_read_aloud_after_a_pause_and_only_near_the_limit(essay):
    aloud = essay.locator("[data-counts] [role=status]")
    essay.clock.install()
    essay.fill("textarea", "word " * 17)
    essay.clock.run_for(2000)
    assert aloud.text_content() == ""
    essay.fill("textarea", "word " * 18)
    assert aloud.text_content() == ""
    essay.clock.run_for(2000)
    assert aloud.text_content() == "Words: 18 of 20. Left: 2."
    essay.fill("textarea", "one")
    essay.clock.run_for(2000)
    assert aloud.text_content() == ""


def test_what_comes_back_is_counted_at_once(essay):
    essay.fill("textarea", "word " * 30)
    with essay.expect_navigation():
        essay.get_by_role("button", name="Send").click()
    assert essay.locator("[data-shown]").inner_text() == "Words: 30 of 20. Too many: 10."
    assert essay.locator(".field__error").inner_text() == (
        "At most 20 words are possible; this has 30."
    )
