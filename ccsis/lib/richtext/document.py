"""A stored text made ready for a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ccsis.lib.richtext import (
    addresses,
    figures,
    headings,
    links,
    notes,
    passages,
    pictures,
    quotes,
    tables,
)
from ccsis.lib.richtext.headings import Heading
from ccsis.lib.richtext.notes import Note
from ccsis.lib.richtext.pieces import pieces_of, together


@dataclass(frozen=True)
class Document:
    """A text, and what a page shows beside and below it. `contents` is empty with few headings."""

    html: SafeString
    contents: list[Heading]
    notes: list[Note]


def document(
    html: str,
    *,
    language: str = "",
    prefix: str = "",
    library: Mapping[str, pictures.Shown] | None = None,
    is_plain: bool = False,
) -> Document:
    """Show HTML that the sanitiser let through (`clean`, on every way in).

    With its notes the only rich text that is marked as safe. language: that of the text, if
    another than the page's. prefix: begins the ids; headings get theirs only without
    one, since two texts on a page may have the same. library: the pictures that it shows, by name.
    is_plain: for where none of our styles are.
    """
    pieces = pieces_of(html)
    if f"<{quotes.NAME}>" in html:
        pieces = quotes.show(pieces, is_plain=is_plain)
    if "@" in html or "mailto:" in html:
        addresses.hide(pieces)
    if ' lang="' in html:
        passages.show(pieces)
    if links.SIGN.search(html):
        # Nobody has said where they lead (`links.lead`): they lead nowhere.
        links.show(pieces, {})
    if "<img" in html:
        pictures.show(pieces, library or {})
    if "<table" in html:
        pieces = figures.with_captions(pieces, first=True)
        tables.show(pieces, prefix)
    found = [] if prefix else headings.show(pieces)
    spoken = str(get_language()) if language not in {"", get_language()} else ""
    below = notes.take(pieces, prefix, spoken)
    safe = mark_safe(together(pieces))  # noqa: S308 (sanitised before it was stored)
    return Document(safe, headings.contents(found), below)
