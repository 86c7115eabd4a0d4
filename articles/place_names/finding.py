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


@dataclass(frozen=True)
class Mention:
    """A name in a text. `start` and `end` are places in the text, the ending included."""

    place: Place
    form: Form
    start: int
    end: int


class Finder:
    """Finds the names of a register in texts of one language, or of any ("")."""

    def __init__(self, register: Register, language: str, *, shared: bool):
        self.named: dict[str, list[tuple[Place, Form]]] = {}
        for place in register:
            for form in place.forms:
                if shared or not form.is_shared:
                    self.named.setdefault(key(form.name), []).append((place, form))
        names = sorted(self.named, key=len, reverse=True)
        groups = [f"({_pattern(name, language)})" for name in names]
        self._names = names
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)") if groups else None

    def mentions(self, text: str) -> Iterator[Mention]:
        """In the order of the text; of a name that two places have, one for each."""
        for match in self._pattern.finditer(fold(text)) if self._pattern else ():
            for place, form in self.named[self._names[match.lastindex - 1]]:
                yield Mention(place, form, *match.span())


@lru_cache(maxsize=16)
def finder(register: Register, language: str = "", *, shared: bool = False) -> Finder:
    """The finder for this state of the register. shared: also names that other places have too."""
    return Finder(register, language, shared=shared)


def _pattern(name: str, language: str) -> str:
    """For the key of a name."""
    languages = [language] if language else [*ENDINGS]
    endings = {fold(end) for tag in languages for end in ENDINGS.get(tag, "").split()}
    ending = f"(?:['’]?(?:{'|'.join(sorted(endings, key=len, reverse=True))}))?" if endings else ""
    taken_off = [fold(end) for tag in languages for end in TAKEN_OFF.get(tag, "").split()]
    words = name.split()
    stems = [_stem(word, taken_off) for word in words]
    # In the middle of a name only what was taken off can bend.
    bent = [
        re.escape(stem) + (ending if stem != word or place == len(words) - 1 else "")
        for place, (word, stem) in enumerate(zip(words, stems, strict=True))
    ]
    return BETWEEN.join(bent)


def _stem(word: str, taken_off: list[str]) -> str:
    for end in taken_off:
        if word.endswith(end) and len(word) - len(end) >= SHORTEST:
            return word.removesuffix(end)
    return word
