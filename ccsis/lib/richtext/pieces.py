"""Rich text taken apart into tags and the text between them, and put together again."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape

#: A whole tag with its attributes, as the sanitiser writes them: in double quotes, and no bare
#: "<" in text. Matching whole tags keeps a "<img" inside an attribute's value out of reach.
TAG = re.compile(r'<(/?)([a-z][a-z0-9-]*)((?:[^"<>]+|"[^"]*")*+)>')
#: Taken one after another from the first on: what looks like one inside a value is part of the value.
ATTRIBUTE = re.compile(r' ([^\s"=<>]+)="([^"]*)"')
SPACES = re.compile(" {2,}")
#: Tags that may stand in a line of text.
INLINE = frozenset({"a", "br", "em", "foot-note", "span", "strong", "sub", "sup"})


@dataclass(slots=True, eq=False)
class Piece:
    """A tag, or the text between two. Whoever changes how it is written changes `html`."""

    html: str
    #: Of the tag; "" for text.
    name: str = ""
    closes: bool = False
    #: As written: ' href="/x" title="y"'.
    attributes: str = ""


def pieces_of(html: str) -> list[Piece]:
    """In order; their `html` together is the text again."""
    found, last = [], 0
    for match in TAG.finditer(html):
        if match.start() > last:
            found.append(Piece(html[last : match.start()]))
        found.append(Piece(match[0], match[2], match[1] == "/", match[3]))
        last = match.end()
    if last < len(html):
        found.append(Piece(html[last:]))
    return found


def together(pieces: Iterable[Piece]) -> str:
    return "".join(piece.html for piece in pieces)


def attribute(tag: str, name: str) -> str | None:
    """Its value in a tag, or in the attributes of one; None for a tag without it."""
    return next((unescape(one[2]) for one in ATTRIBUTE.finditer(tag) if one[1] == name), None)


def with_attribute(tag: str, name: str, value: str) -> str:
    """The tag with another value for an attribute that it has."""

    def written(one: re.Match) -> str:
        return f' {name}="{escape(value)}"' if one[1] == name else one[0]

    return ATTRIBUTE.sub(written, tag)


def without_attributes(tag: str, *names: str) -> str:
    return ATTRIBUTE.sub(lambda one: "" if one[1] in names else one[0], tag)


def spans(pieces: list[Piece], name: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each outermost element of that name with its tags, and of each piece outside of one."""
    depth = start = 0
    for place, piece in enumerate(pieces):
        if piece.name == name:
            start = start if depth else place
            depth = max(0, depth + (-1 if piece.closes else 1))
        if not depth:
            yield start if piece.name == name and piece.closes else place, place + 1


def without(html: str, name: str) -> str:
    """Without the elements of a name whose tags have no attributes and that are in none of their kind."""
    first, *others = html.split(f"<{name}>")
    return first + "".join(other.partition(f"</{name}>")[2] for other in others)


def line_of(pieces: list[Piece]) -> str:
    """What a line of text may hold; where a block began or ended, words stay apart."""
    spaced = (piece.html if not piece.name or piece.name in INLINE else " " for piece in pieces)
    return SPACES.sub(" ", "".join(spaced)).strip()


def has_words(html: str) -> bool:
    """Whether anything in it can be seen: no marks, no white space."""
    text = TAG.sub("", html).replace("&nbsp;", "")
    return any(not char.isspace() and char.isprintable() for char in text)
