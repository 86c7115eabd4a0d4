"""How names are written and compared. No models here: they use it themselves."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

#: What stands between the words of a name. The sanitiser writes a space that does not break as the entity.
BETWEEN = r"(?:&nbsp;|[\s\u2010-\u2013-]){1,3}"
#: Letters without a decomposition, by what people type for them (as in the database's `search_folded`).
PLAIN = str.maketrans("ıəøłđðħ", "ieolddh")


def fold(text: str) -> str:
    """Small letters without accents. As long as the text: places in the one are places in the other."""
    return "".join(map(_folded, text))


def key(name: str) -> str:
    """The same for all ways of writing a name: letters alone, its words parted by spaces."""
    return re.sub(r"[\W_]+", " ", fold(unicodedata.normalize("NFC", name))).strip()


def alphabetical(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (key(name), name))


def together(names: Iterable[str]) -> str:
    """All names in one line, none before the others but by the alphabet."""
    return " / ".join(alphabetical(names))


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", letter)[:1].casefold()
    # A small i with a dot, and letters that two others stand for, are longer than one.
    return (plain[:1] or letter).translate(PLAIN)
