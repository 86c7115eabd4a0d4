"""Where a text names a place of the register."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from articles.place_names.register import Form, Place, Register
from articles.place_names.writing import BETWEEN, fold, key

#: What languages put at the end of a name, and, at the end of a word, in whose place. A small
#: choice, for names of places: a stemmer would also find what people are called after them.
ENDINGS = {
    "az": "a da dan i in la li n na nda ndan ni nin u un ya yi",
    "hy": "ի ին ից ը ն ով ում",
    "ka": "ად დან ზე ი ის ით მა ს ში",
    "ru": "а ам ах ая е ей ем ий им их ого ое ой ом ому у ую ы ый ым ых ю я",
    "tr": "a da dan de den e i in la le n na nda ndan nde nden ne ni nin ta tan te ten u un ya ye yi yu",
}
TAKEN_OFF = {"ka": "ი", "ru": "ая ий ой ый а й ь я"}
#: So many letters of a word are left.
SHORTEST = 4
#: By so many of its first letters a name is looked up; fewer than are left.
START = 3
#: A word, or a character reference of HTML, which is none.
WORD = re.compile(r"&#?\w+;|\w+")


@dataclass(frozen=True)
class Mention:
    """A name in a text. `start` and `end` are places in the text, the ending included."""

    place: Place
    form: Form
    start: int
    end: int


class Finder:
    """Finds the names of a register in texts of one language, or of any ("").

    Only names that begin as a word does are tried there, and made ready when they are: a long
    register costs a text hardly more than a short one.
    """

    def __init__(self, register: Register, language: str, *, shared: bool):
        self._endings = _Endings(language)
        self._patterns: dict[str, re.Pattern] = {}
        self._named: dict[str, list[tuple[Place, Form]]] = {}
        for place in register:
            for form in place.forms:
                if shared or not form.is_shared:
                    self._named.setdefault(key(form.name), []).append((place, form))
        self._starting: dict[str, list[str]] = {}
        for name in sorted(self._named, key=len, reverse=True):
            self._starting.setdefault(name.split()[0][:START], []).append(name)

    def mentions(self, text: str) -> Iterator[Mention]:
        """In the order of the text; of a name that two places have, one for each."""
        folded, end = fold(text), 0
        for word in WORD.finditer(folded):
            found = self._at(folded, word) if word.start() >= end else None
            if found:
                name, end = found
                for place, form in self._named[name]:
                    yield Mention(place, form, word.start(), end)

    def _at(self, folded: str, word: re.Match) -> tuple[str, int] | None:
        """The longest name that begins with this word, and where it ends."""
        for length in range(START, 0, -1):
            for name in self._starting.get(word[0][:length], ()) if len(word[0]) >= length else ():
                if name not in self._patterns:
                    self._patterns[name] = re.compile(rf"{self._endings.pattern(name)}(?!\w)")
                if match := self._patterns[name].match(folded, word.start()):
                    return name, match.end()
        return None


@lru_cache(maxsize=16)
def finder(register: Register, language: str = "", *, shared: bool = False) -> Finder:
    """The finder for this state of the register. shared: also names that other places have too."""
    return Finder(register, language, shared=shared)


class _Endings:
    """How names may end in texts of a language, or of any ("")."""

    def __init__(self, language: str):
        languages = [language] if language else [*ENDINGS]
        ends = {fold(end) for tag in languages for end in ENDINGS.get(tag, "").split()}
        in_order = sorted(ends, key=len, reverse=True)
        self._ending = f"(?:['’]?(?:{'|'.join(in_order)}))?" if ends else ""
        self._taken_off = [fold(end) for tag in languages for end in TAKEN_OFF.get(tag, "").split()]

    def pattern(self, name: str) -> str:
        """For the key of a name. In the middle of it only what was taken off can bend."""
        *first, last = name.split()
        bent = [self._bent(word, is_last=False) for word in first]
        return BETWEEN.join([*bent, self._bent(last, is_last=True)])

    def _bent(self, word: str, *, is_last: bool) -> str:
        stem = self._stem(word)
        return re.escape(stem) + (self._ending if is_last or stem != word else "")

    def _stem(self, word: str) -> str:
        for end in self._taken_off:
            if word.endswith(end) and len(word) - len(end) >= SHORTEST:
                return word.removesuffix(end)
        return word
