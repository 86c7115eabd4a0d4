"""Passages in another language than the text around them."""

import re

from ccsis.lib.languages import direction
from ccsis.lib.richtext.pieces import Piece

#: The elements that may say which language they are in.
MARKED = ("blockquote", "p", "span")
LANGUAGE = re.compile(r' lang="([A-Za-z0-9-]+)"')


def settle(pieces: list[Piece]) -> None:
    """A span that names no language marks nothing: only its words stay. `pieces` are balanced."""
    marks: list[bool] = []
    for piece in pieces:
        if piece.name != "span":
            continue
        if not piece.closes:
            marks.append(bool(piece.attributes))
        if not (marks.pop() if piece.closes else marks[-1]):
            piece.html = ""


def show(pieces: list[Piece]) -> None:
    """Say also which way the passage runs. The language decides that, never who wrote it."""
    for piece in pieces:
        # What the site itself has put in says all of it.
        if (
            piece.attributes
            and " class=" not in piece.attributes
            and piece.name in MARKED
            and (said := LANGUAGE.search(piece.attributes))
        ):
            piece.html = f'<{piece.name} lang="{said[1]}" dir="{direction(said[1])}">'
    for place, piece in enumerate(pieces):
        if piece.html == "<p>":
            _lift(pieces, place)


def _lift(pieces: list[Piece], place: int) -> None:
    """A paragraph that is one passage says so itself, so that it also begins at the right side."""
    opening = pieces[place + 1]
    if opening.name != "span" or opening.closes or not opening.html.startswith("<span lang="):
        return
    end = _end(pieces, place + 1)
    if pieces[end + 1].name == "p":
        pieces[place].html = opening.html.replace("<span", "<p", 1)
        opening.html = pieces[end].html = ""


def _end(pieces: list[Piece], opening: int) -> int:
    depth = 0
    for place in range(opening, len(pieces)):
        if pieces[place].name == "span":
            depth += -1 if pieces[place].closes else 1
        if not depth:
            break
    return place
