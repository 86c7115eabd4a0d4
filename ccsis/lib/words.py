"""One rule for what a word is, whoever counts."""

import html
import re
import unicodedata

TAG = re.compile(r'<(?:"[^"]*"|[^"<>])*>')
#: Words a minute of somebody who reads to understand.
PACE = 230


def count_words(text: str) -> int:
    """The words in text or rich text: what holds a letter or a digit, between white space."""
    plain = unicodedata.normalize("NFC", html.unescape(TAG.sub(" ", text)))
    return sum(any(map(str.isalnum, token)) for token in plain.split())


def reading_minutes(text: str) -> int:
    """How long reading takes, in whole minutes; at least 1 where there is anything to read."""
    words = count_words(text)
    return max(1, round(words / PACE)) if words else 0
