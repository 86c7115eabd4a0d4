"""Pull quotes: some words of the text once more, in large letters, stored as `<aside>words</aside>`.

Who listens would hear the same words twice, so a pull quote is not read out if the text has them;
one that is worded otherwise is. Feeds, which have no large letters, have the latter alone.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from ccsis.lib.richtext.notes import NAME as NOTE
from ccsis.lib.richtext.pieces import Piece, has_words, line_of, spans, without

NAME = "aside"
#: In these it would stand beside nothing: there it is a paragraph.
AROUND = {"blockquote", "figcaption", "figure", "li", "td", "th"}
WORD = re.compile(r"\w+")


def without_quotes(html: str) -> str:
    """The text alone, for what quotes or counts it."""
    return without(html, NAME)


def settle(pieces: list[Piece]) -> list[Piece]:
    """Bring pull quotes into the one form that is stored: a line without notes, links and pictures.

    `pieces` are balanced.
    """
    settled: list[Piece] = []
    within = 0
    for start, end in spans(pieces, NAME):
        piece = pieces[start]
        if end - start > 1:
            settled.append(Piece(_settled(pieces[start + 1 : end - 1], is_within=within > 0)))
            continue
        if piece.name in AROUND:
            within += -1 if piece.closes else 1
        settled.append(piece)
    return settled


def show(pieces: list[Piece], *, is_plain: bool = False) -> list[Piece]:
    """is_plain: for where none of our styles are."""
    all_spans = list(spans(pieces, NAME))
    text = _words(pieces[start] for start, end in all_spans if end - start == 1)
    shown: list[Piece] = []
    for start, end in all_spans:
        if end - start == 1:
            shown.append(pieces[start])
            continue
        words = pieces[start + 1 : end - 1]
        repeats = f" {_words(words)} " in f" {text} "
        if not (is_plain and repeats):
            opening, closing = _frame(repeats=repeats, is_plain=is_plain)
            shown += [Piece(opening), *words, Piece(closing)]
    return shown


def _settled(content: list[Piece], *, is_within: bool) -> str:
    html = line_of([piece for piece in _without_notes(content) if piece.name != "a"])
    if not has_words(html):
        return ""
    return f"<p>{html}</p>" if is_within else f"<{NAME}>{html}</{NAME}>"


def _frame(*, repeats: bool, is_plain: bool) -> tuple[str, str]:
    if is_plain:
        return "<blockquote><p>", "</p></blockquote>"
    said = 'aria-hidden="true"' if repeats else 'role="note"'
    return f'<div class="pull" {said}><p>', "</p></div>"


def _words(pieces: Iterable[Piece]) -> str:
    """What is heard of them, notes and signs apart, so that the same words are the same."""
    said = _without_ours(_without_notes(pieces))
    heard = "".join(" " if _parts(p) else "" if p.name else p.html for p in said)
    return " ".join(WORD.findall(unescape(heard).casefold()))


def _parts(piece: Piece) -> bool:
    """Whether words before and after a tag are two."""
    return piece.name not in {"", "a", "em", "span", "strong", "sub", "sup"}


def _without_ours(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Without what the site has put into the text for this page: spans of a class, which no stored one has."""
    depth = 0
    for piece in pieces:
        if piece.name == "span" and (depth or " class=" in piece.attributes):
            depth += -1 if piece.closes else 1
        elif not depth:
            yield piece


def _without_notes(pieces: Iterable[Piece]) -> Iterator[Piece]:
    depth = 0
    for piece in pieces:
        if piece.name == NOTE:
            depth = max(0, depth + (-1 if piece.closes else 1))
        elif not depth:
            yield piece
