"""A text as blocks: paragraphs, headings, items, cells, pictures, each with the words in it."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from html import escape, unescape
from typing import NamedTuple

from ccsis.lib.richtext.notes import NAME as NOTE
from ccsis.lib.richtext.notes import PLACE
from ccsis.lib.richtext.pieces import INLINE, Piece, pieces_of

#: A word with what joins its parts, white space, or one other character.
TOKEN = re.compile(r"\w+(?:[-‐’'·]\w+)*|\s+|[^\w\s]")
VOID = frozenset({"br", "hr", "img"})
#: Elements in elements that a block can stand in, and a word; nobody writes more.
DEEPEST_BLOCK, DEEPEST_WORD = 24, 8
#: They are there, and to be seen, also when they are empty.
CELLS = frozenset({"td", "th"})


@dataclass(eq=False, slots=True)
class Element:
    """An element around blocks or words. Each is itself: two lists in a row are two lists."""

    name: str
    attributes: str = ""


class Token(NamedTuple):
    """A word, a space or a picture, as HTML, and the inline elements around it from the outside in.

    The elements are (name, attributes), so that equal words in equal elements are equal.
    """

    html: str
    within: tuple[tuple[str, str], ...] = ()


@dataclass(eq=False)
class Block:
    within: list[Element]
    tokens: list[Token] = field(default_factory=list)

    @property
    def shape(self) -> tuple[str, ...]:
        return tuple(element.name for element in self.within)

    @property
    def is_place(self) -> bool:
        """Whether it is a cell or a picture: what stands there may change altogether."""
        is_picture = any(token.html.startswith("<img") for token in self.tokens[:1])
        return is_picture or bool(CELLS.intersection(self.shape))

    @cached_property
    def content(self) -> tuple:
        return self.shape, tuple(self.tokens)

    @cached_property
    def words(self) -> Counter[str]:
        return Counter(token.html for token in self.tokens if not token.html.isspace())


def blocks_of_text(text: str) -> list[Block]:
    """Each line of plain text is a block."""
    return [Block([], tokens_of(line)) for line in text.splitlines()]


def tokens_of(text: str, within: tuple[tuple[str, str], ...] = ()) -> list[Token]:
    """The words of plain text and what is between them; white space counts as one space."""
    plain = text.replace(PLACE, "")
    found = (match[0] for match in TOKEN.finditer(plain))
    return [Token(" " if token.isspace() else escape(token), within) for token in found]


def blocks_of_rich_text(html: str) -> list[Block]:
    """Of HTML that the sanitiser let through."""
    reader = _Reader()
    for piece in pieces_of(html):
        reader.read(piece)
    reader.end_block()
    return reader.blocks


class _Reader:
    """Walks through the pieces of a text with the elements that are open."""

    def __init__(self):
        self.blocks: list[Block] = []
        self.open: list[Element] = []
        self.inline: list[tuple[str, str]] = []
        self.tokens: list[Token] = []

    def read(self, piece: Piece) -> None:
        if not piece.name:
            self.tokens += tokens_of(unescape(piece.html), self.around())
        elif piece.name in VOID:
            self.read_void(piece)
        elif piece.name in INLINE:
            self.read_inline(piece)
        else:
            self.read_block(piece)

    def around(self) -> tuple[tuple[str, str], ...]:
        return tuple(self.inline[:DEEPEST_WORD])

    def read_void(self, piece: Piece) -> None:
        self.tokens.append(Token(piece.html, self.around()))

    def read_inline(self, piece: Piece) -> None:
        """A note is told from the text around it by brackets, which are words of their own."""
        element = (piece.name, piece.attributes)
        if not piece.closes:
            self.inline.append(element)
        if piece.name == NOTE:
            self.tokens.append(Token("]" if piece.closes else "[", self.around()))
        if piece.closes and self.inline:
            self.inline.pop()

    def read_block(self, piece: Piece) -> None:
        self.end_block(must_be=piece.closes and piece.name in CELLS and self.is_empty(piece.name))
        if not piece.closes:
            self.open.append(Element(piece.name, piece.attributes))
        elif self.open:
            self.open.pop()

    def is_empty(self, name: str) -> bool:
        """Whether nothing was read yet in the element of this name that closes now."""
        cell = self.open[-1] if self.open and self.open[-1].name == name else None
        return cell is not None and not (self.blocks and cell in self.blocks[-1].within)

    def end_block(self, *, must_be: bool = False) -> None:
        has_words = any(not token.html.isspace() for token in self.tokens)
        if has_words or must_be:
            self.blocks.append(Block(self.open[:DEEPEST_BLOCK], _trimmed(self.tokens)))
        self.tokens = []


def _trimmed(tokens: list[Token]) -> list[Token]:
    start, end = 0, len(tokens)
    while start < end and tokens[start].html.isspace():
        start += 1
    while end > start and tokens[end - 1].html.isspace():
        end -= 1
    return tokens[start:end]
