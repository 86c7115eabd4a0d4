"""Mail addresses in a text: a browser reads them, simple collectors of addresses do not."""

import re
from html import unescape

from ccsis.lib.richtext.pieces import ATTRIBUTE, Piece

#: A run without white space, looked at once.
RUN = re.compile(r"(?<!\S)\S+")


def as_references(text: str) -> str:
    """Each character as a reference."""
    return "".join(f"&#{ord(character)};" for character in text)


def hide(pieces: list[Piece]) -> None:
    for piece in pieces:
        if piece.name == "a" and "mailto:" in piece.attributes.lower():
            piece.html = ATTRIBUTE.sub(_hidden_link, piece.html)
        elif not piece.name and "@" in piece.html:
            piece.html = with_hidden_addresses(piece.html)


def with_hidden_addresses(html: str) -> str:
    """Text without tags, as it stands in HTML, with the mail addresses in it as references."""
    return RUN.sub(_hidden, html) if "@" in html else html


def without_addresses(text: str) -> str:
    """Plain words, for where nothing can be hidden: "…" in the place of an address."""
    return " ".join("…" if _is_address(word) else word for word in text.split())


def _hidden_link(match: re.Match) -> str:
    name, address = match[1], unescape(match[2])
    if name != "href" or not address.lower().startswith("mailto:"):
        return match[0]
    return f' href="{as_references(address)}"'


def _hidden(run: re.Match) -> str:
    words = unescape(run[0])
    return as_references(words) if _is_address(words) else run[0]


def _is_address(word: str) -> bool:
    before, _at, after = word.partition("@")
    return bool(before) and "." in after
