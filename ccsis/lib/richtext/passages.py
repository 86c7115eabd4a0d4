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
