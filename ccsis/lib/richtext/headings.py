"""The headings of a text, which can be linked to and make its contents."""

import html as entities
from collections import Counter
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.text import slugify

from ccsis.lib.richtext.notes import NAME as NOTE
from ccsis.lib.richtext.pieces import Piece

#: With fewer headings a text needs no contents list.
CONTENTS_FROM = 3


@dataclass
class Heading:
    """A heading of a text, with the smaller ones that follow it."""

    text: str
    anchor: str
    level: int
    below: list["Heading"] = field(default_factory=list)


def show(pieces: list[Piece]) -> list[Heading]:
    """Give an id to each heading of the second and third level that says something; return them."""
    found: dict[str, Heading] = {}
    opened = None
    numbers: Counter[str] = Counter()
    for place, piece in enumerate(pieces):
        if piece.name not in {"h2", "h3"}:
            continue
        if not piece.closes:
            opened = place
        elif opened is not None:
            if words := _words(pieces[opened + 1 : place]):
                heading = Heading(words, _anchor(words, found, numbers), int(piece.name[1]))
                found[heading.anchor] = heading
                pieces[opened].html = format_html('<{} id="{}">', piece.name, heading.anchor)
            opened = None
    return list(found.values())


def contents(headings: list[Heading]) -> list[Heading]:
    """Headings of the third level below the one of the second that they follow; none if few."""
    top: list[Heading] = []
    for heading in headings if len(headings) >= CONTENTS_FROM else ():
        if heading.level == 3 and top and top[-1].level == 2:
            top[-1].below.append(heading)
        else:
            top.append(heading)
    return top


def _words(pieces: list[Piece]) -> str:
    """The heading without its notes."""
    text, in_note = "", False
    for piece in pieces:
        if piece.name == NOTE:
            in_note = not piece.closes
        elif not in_note:
            text += " " if piece.name == "br" else "" if piece.name else piece.html
    return " ".join(entities.unescape(text).split())


def _anchor(words: str, taken: dict[str, Heading], numbers: Counter[str]) -> str:
    """An id in the heading's own script, unlike those taken and those that the page itself uses."""
    name = slugify(words, allow_unicode=True)[:60].strip("-_") or str(len(taken) + 1)
    anchor = f"section-{name}"
    while anchor in taken:
        # Goes on from the last one of that name: a text may have thousands.
        numbers[name] += 1
        anchor = f"section-{name}-{numbers[name] + 1}"
    return anchor
