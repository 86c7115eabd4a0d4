"""One rule for what a word is, whoever counts: static/js/intake/words.js counts the same in browsers.

Tags become spaces, entities become characters, and the rest is normalised (NFC) and split at Unicode's
White_Space; a word is what holds a letter or a number there (categories L and N,
https://www.unicode.org/reports/tr44/). A "<" that begins no tag is a character like any other.
tests/ccsis/lib/words.json says how many words many texts have.
"""

import html
import re
import unicodedata

#: Each goes through a text once, whatever stands in it.
TAG = re.compile(r"""</?[A-Za-z](?:"[^"]*"|'[^']*'|[^"'<>])*>|<[!?][^<>]*>""")
#: No longer than any that there is, and always closed: "AT&T" and "&copy" are as they were typed.
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
#: White_Space of https://www.unicode.org/Public/UCD/latest/ucd/PropList.txt, spelled out: str.split()
#: takes more for white space, as other languages do, each something else.
WHITE_SPACE = re.compile(
    r"[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
)
#: Words a minute of somebody who reads to understand.
PACE = 230


def count_words(text: str) -> int:
    """The words in text or rich text: what holds a letter or a number, between white space."""
    typed = ENTITY.sub(lambda entity: html.unescape(entity[0]), TAG.sub(" ", text))
    tokens = WHITE_SPACE.split(unicodedata.normalize("NFC", typed))
    return sum(any(map(_is_letter_or_number, token)) for token in tokens)


def reading_minutes(text: str) -> int:
    """How long reading takes, in whole minutes; at least 1 where there is anything to read."""
    words = count_words(text)
    return max(1, round(words / PACE)) if words else 0


def _is_letter_or_number(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN"
