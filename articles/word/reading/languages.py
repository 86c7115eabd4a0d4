"""In which language words are: as the file says, where their letters do not contradict it."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from ccsis.lib.languages import language_tag

#: The scripts in which languages are written that have another one than Latin, by ISO 15924.
SCRIPTS = {
    **dict.fromkeys(
        ["ab", "be", "bg", "ce", "kk", "ky", "mk", "mn", "os", "ru", "tg", "uk"], "cyrl"
    ),
    **dict.fromkeys(["ar", "fa", "ps", "ur"], "arab"),
    "hy": "armn",
    "ka": "geor",
    "el": "grek",
    "he": "hebr",
}
#: Written in two scripts, so that neither contradicts them.
EITHER = {"az", "sr", "uz", "tk", "ku", "tly", "kk", "lez"}
#: Scripts that one language alone is written in, as far as this site is concerned.
TELLING = {"armn": "hy", "geor": "ka"}
NAMES = {
    "ARMENIAN": "armn",
    "ARABIC": "arab",
    "CYRILLIC": "cyrl",
    "GEORGIAN": "geor",
    "GREEK": "grek",
    "HEBREW": "hebr",
    "LATIN": "latn",
}
#: So many characters of a run tell its script.
READ = 200
LETTERS = re.compile(r"[^\W\d_]")
#: Languages of pieces (`articles.models.Language`); a file in another one is taken for English.
OF_PIECES = ("az", "en", "fa", "hy", "ka", "ru", "tr")


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return NAMES.get(unicodedata.name(letter, "").split(" ")[0], "?")


def script_of(text: str) -> str:
    """That of most letters; "" where there are none."""
    counted = Counter(map(_script, LETTERS.findall(text[:READ])))
    return counted.most_common(1)[0][0] if counted else ""


def language_of(text: str, said: str) -> tuple[str, bool]:
    """The primary tag of some words, and whether their letters contradict what the file says.

    said: what the file says. "" is nothing sure: no letters, or letters of another script.
    """
    script = script_of(text)
    if not script:
        return "", False
    tag = language_tag(said).split("-")[0] if said else ""
    expected = SCRIPTS.get(tag, "latn") if tag else ""
    if tag in EITHER or script == expected:
        return tag, False
    if script in TELLING:
        return TELLING[script], False
    return "", script != "latn"


def main_language(counted: Counter) -> str:
    """Of the whole text. counted: letters by language."""
    named = [tag for tag, _ in counted.most_common() if tag]
    return named[0] if named else ""
