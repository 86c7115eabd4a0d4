"""Names side by side in a text, as "Shusha / Shushi", "Shusha (Shushi)" or "A (B) / C"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.place_names.writing import key

#: Up to three words of at least three letters.
NAME = r"[^\W\d_]{3,}(?:[ -][^\W\d_]{3,}){0,2}"
SLASHED = rf" ?/ ?{NAME}"
BRACKETED = rf" \({NAME}\)"
#: No place has more names; and what goes on without an end is gone through once.
PAIR = re.compile(rf"(?<![\w/]){NAME}(?:{SLASHED}|{BRACKETED}){{1,5}}(?![\w/])")
IN_PAIR = re.compile(NAME)
#: Of the names in a pair that are, it is no pair of names of one place.
COMMON = """
    monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december
    armenia azerbaijan belarus china france georgia germany greece india iran iraq israel
    kazakhstan moldova pakistan poland romania russia syria turkey türkiye ukraine
    america britain europe european union kingdom states
    armenian azerbaijani english french georgian german iranian persian russian turkish
    western eastern northern southern soviet
    armenpress azertac bloomberg facebook guardian interfax politico reuters tass telegram twitter
"""
COMMON_KEYS = set(key(COMMON).split())
KINDS = (
    r"(?:villages?|towns?|cit(?:y|ies)|settlements?|districts?|regions?|provinces?|valleys?|rivers?"
    r"|lakes?|reservoirs?|mountains?|hills?|pass|monaster(?:y|ies))"
)
#: What stands around names of places and of little else, within so many characters before them.
NEAR = 30
BEFORE = re.compile(rf"\b(?:(?:{KINDS}|mount)(?: of)?|near|outside) $", re.IGNORECASE)
AFTER = re.compile(rf" {KINDS}\b")


@dataclass(frozen=True)
class Pair:
    names: tuple[str, ...]
    #: As it stands in the text.
    words: str
    #: Whether it reads as names of a place, whatever they are.
    is_of_a_place: bool

    @property
    def is_common(self) -> bool:
        return any(word in COMMON_KEYS for name in self.names for word in key(name).split())


def pairs_in(text: str) -> Iterator[Pair]:
    for match in PAIR.finditer(text):
        names = [(found.start(), found[0]) for found in IN_PAIR.finditer(text, *match.span())]
        names[0] = _last_capitals(*names[0])
        names[-1] = _inner(text, *names[-1])
        if all(map(_is_name, (name for _start, name in names))):
            yield _pair(text, names)


def _pair(text: str, names: list[tuple[int, str]]) -> Pair:
    start, end = names[0][0], names[-1][0] + len(names[-1][1])
    end += text[end : end + 1] == ")"
    words = text[start:end]
    is_three = len(names) == 3 and "(" in words and "/" in words
    is_around = BEFORE.search(text[max(0, start - NEAR) : start]) or AFTER.match(text, end)
    return Pair(tuple(name for _start, name in names), words, bool(is_three or is_around))


def _inner(text: str, start: int, name: str) -> tuple[int, str]:
    """In brackets a name stands alone; after a slash the sentence goes on."""
    return (start, name) if text[start - 1] == "(" else (start, _first_capitals(name))


def _first_capitals(name: str) -> str:
    words = re.split("([ -])", name)
    count = next((n for n, word in enumerate(words[::2]) if not word[0].isupper()), len(words))
    return "".join(words[: max(0, 2 * count - 1)])


def _last_capitals(start: int, name: str) -> tuple[int, str]:
    """The place moves with what is left of the name."""
    words = re.split("([ -])", name)
    lower = [n for n, word in enumerate(words[::2]) if not word[0].isupper()]
    last = "".join(words[2 * (lower[-1] + 1) :]) if lower else name
    return start + len(name) - len(last), last


def _is_name(name: str) -> bool:
    words = re.split("[ -]", name)
    return all(word[:1].isupper() for word in words) and not name.isupper()
