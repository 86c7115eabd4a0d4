"""Footnotes. A note is stored where the text calls it, `word<foot-note>its text</foot-note>`, so
that the two can never come apart; it is numbered and put below the text when it is shown.
"""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ccsis.lib.richtext.pieces import Piece, has_words, line_of, spans, together, without

NAME = "foot-note"
#: The editor puts it in front of and behind the words of a new note (static/js/editor/notes.js).
PLACE = "\u200b"
#: Parts two references in a row, which would read as one number.
COMMA = "<sup>,&nbsp;</sup>"


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it stands below the text."""

    number: int
    html: SafeString
    #: Ids of the note and of the place that calls it.
    anchor: str
    caller: str


def without_notes(html: str) -> str:
    """The text alone, for what quotes or counts it."""
    return without(html, NAME)


def settle(pieces: list[Piece]) -> list[Piece]:
    """Bring notes into the one form that is stored.

    A note holds a line of text; one in another joins it, an empty one goes, and one in a link
    stands behind the link, since its reference is a link itself. `pieces` are balanced.
    """
    settled: list[Piece] = []
    held: list[Piece] = []
    in_link = False
    for start, end in spans(pieces, NAME):
        if end - start > 1:
            (held if in_link else settled).extend(_settled(pieces[start:end]))
            continue
        piece = pieces[start]
        if start and pieces[start - 1].name == NAME:
            piece.html = piece.html.removeprefix(PLACE)
        settled.append(piece)
        if piece.name == "a":
            in_link = not piece.closes
            if piece.closes:
                settled.extend(held)
                held = []
    return [*settled, *held]


def _settled(note: list[Piece]) -> list[Piece]:
    opening, *content, closing = note
    for piece in content:
        if piece.name == NAME:
            piece.html = "" if piece.closes else " "
    html = line_of(content).replace(PLACE, "")
    return [opening, Piece(html), closing] if has_words(html) else []


def take(pieces: list[Piece], prefix: str = "", language: str = "") -> list[Note]:
    """Number the notes, leave a reference in the place of each, and return them.

    prefix: begins the ids, so that two texts can stand on one page. language: of the words that
    the reference itself needs, where the text has another one.
    """
    notes: list[Note] = []
    opened = before = None
    for place, piece in enumerate(pieces):
        if piece.name != NAME:
            continue
        if not piece.closes:
            opened = place if opened is None else opened
        elif opened is not None:
            note = _note(pieces[opened + 1 : place], len(notes) + 1, prefix)
            _tighten(pieces, opened, before)
            pieces[opened].html += _reference(note, language)
            notes.append(note)
            opened, before = None, place
        piece.html = ""
    return notes


def _note(content: list[Piece], number: int, prefix: str) -> Note:
    html = together(piece for piece in content if piece.name != NAME)
    for piece in content:
        piece.html = ""
    safe = mark_safe(html)  # noqa: S308 (sanitised before it was stored)
    return Note(number, safe, f"{prefix}fn-{number}", f"{prefix}fnref-{number}")


def _tighten(pieces: list[Piece], opened: int, before: int | None) -> None:
    """A reference follows its word without a space; after another one there is a comma."""
    pieces[opened].html = ""
    if opened and not pieces[opened - 1].name:
        pieces[opened - 1].html = pieces[opened - 1].html.rstrip()
    if before is not None and not together(pieces[before + 1 : opened]):
        pieces[opened].html = COMMA


def _reference(note: Note, language: str) -> str:
    return format_html(
        '<sup><a class="fn" id="{}" href="#{}" role="doc-noteref"{} aria-label="{}">{}</a></sup>',
        note.caller,
        note.anchor,
        format_html(' lang="{}"', language) if language else "",
        _("Note %(number)d") % {"number": note.number},
        note.number,
    )
