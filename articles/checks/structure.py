"""Checks of what the text is made of: headings, links, passages."""

import unicodedata
from collections.abc import Collection, Iterator
from html import unescape

from django.utils.translation import gettext as _

from articles.checks.addresses import addresses_in, is_inner
from articles.checks.facts import Facts
from articles.checks.findings import Finding
from articles.checks.languages import foreign_in
from articles.checks.subjects import Subject
from articles.models import Language
from ccsis.lib.richtext.pieces import Piece

HEADINGS = {"h2": 2, "h3": 3, "h4": 4}
#: So many words in another script are a passage, and no name.
PASSAGE = 3
#: So many words of it are shown.
SHOWN = 6
SCRIPTS = {
    Language.ARMENIAN: "ARMENIAN",
    Language.GEORGIAN: "GEORGIAN",
    Language.PERSIAN: "ARABIC",
    Language.RUSSIAN: "CYRILLIC",
}
#: Names and titles in Latin letters stand in texts of every script: of those the language is guessed.
FOREIGN = {*SCRIPTS.values(), "GREEK", "HEBREW"}
#: In them titles of works stand, and sources.
TITLES = {"a", "em", "foot-note"}
BLOCKS = {"blockquote", "figcaption", "h2", "h3", "h4", "li", "p", "td", "th"}
MARKABLE = {"blockquote", "p", "span"}


def headings(subject: Subject, facts: Facts) -> Iterator[Finding]:
    above = 1
    for level, words in _headings(subject.pieces):
        if level > above + 1:
            text = _(
                "“%(heading)s” is a heading of level %(level)d, and above it is none of level "
                "%(above)d: screen readers miss a step."
            )
            values = {"heading": _short(words), "level": level, "above": level - 1}
            yield Finding(text % values, "body")
        above = level


def links(subject: Subject, facts: Facts) -> Iterator[Finding]:
    for address in dict.fromkeys(addresses_in(subject.pieces)):
        if address in facts.dead and is_inner(address):
            yield Finding(
                _("A link leads to a piece or a page that readers cannot see now."), "body"
            )
        elif address in facts.dead:
            text = _("A link leads to %(address)s, where readers find nothing now.")
            yield Finding(text % {"address": address}, "body")


def foreign_passages(subject: Subject, facts: Facts) -> Iterator[Finding]:
    own = SCRIPTS.get(subject.language, "LATIN")
    for words in _unmarked(subject.pieces):
        for passage in _passages(words, own):
            text = _(
                "“%(words)s” is in other letters than the text, and its language is not marked: "
                "screen readers cannot read it aloud."
            )
            yield Finding(text % {"words": _short(" ".join(passage))}, "body")
    for words in _unmarked(subject.pieces, besides=TITLES):
        for passage in foreign_in([word for word in words if word], subject.language):
            text = _(
                "“%(words)s” seems to be in another language than the text, which is not marked: "
                "screen readers read it aloud with the wrong sounds."
            )
            yield Finding(text % {"words": _short(" ".join(passage))}, "body")


def _headings(pieces: list[Piece]) -> Iterator[tuple[int, str]]:
    """Level and words of each."""
    opened = None
    for place, piece in enumerate(pieces):
        if piece.name in HEADINGS and not piece.closes:
            opened = place
        elif piece.name in HEADINGS and opened is not None:
            inner = "".join(p.html for p in pieces[opened:place] if not p.name)
            yield HEADINGS[piece.name], unescape(inner)
            opened = None


def _unmarked(pieces: list[Piece], besides: Collection[str] = ()) -> Iterator[list[str]]:
    """The words of each block, without those whose language is said; these part what is around them.

    besides: elements whose words are left out too.
    """
    words: list[str] = []
    marks: list[bool] = []
    depth = 0
    for piece in pieces:
        if piece.name in BLOCKS:
            yield words
            words = []
        if piece.name in besides:
            depth += -1 if piece.closes else 1
        elif piece.name in MARKABLE and not piece.closes:
            marks.append(' lang="' in piece.attributes)
        elif piece.name in MARKABLE:
            marks.pop()
        elif not piece.name:
            words += [""] if depth or any(marks) else unescape(piece.html).split()
    yield words


def _passages(words: list[str], own: str) -> Iterator[list[str]]:
    """Runs of words in one script that is not the text's own; what has no letters goes with any."""
    run: list[str] = []
    script = ""
    for word in [*words, ""]:
        found = _script(word) or (script if word else "")
        if found != script:
            if script in FOREIGN - {own} and sum(map(bool, map(_script, run))) >= PASSAGE:
                yield run
            run, script = [], found
        run.append(word)


def _script(word: str) -> str:
    """The script of a word's first letter; "" without letters."""
    letter = next((letter for letter in word if letter.isalpha()), "")
    return unicodedata.name(letter, "").split(" ")[0] if letter else ""


def _short(words: str) -> str:
    first = words.split()[: SHOWN + 1]
    return " ".join(first[:SHOWN]) + (" …" if len(first) > SHOWN else "")
