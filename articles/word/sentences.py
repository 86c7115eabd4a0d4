"""What was found while a Word file was read, and why one is refused, in words that an editor understands."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ccsis.intake.uploads.reasons import WORDS

#: Why a file is not taken in; what else may be wrong with an archive is in `reasons`.
REFUSALS = {
    "broken": lazy(
        "The file is damaged: a part of it that Word needs cannot be read. Open it in Word, save it anew, and choose it again."
    ),
    "damaged": lazy("The file is damaged or was cut off. Save it anew and choose it again."),
    "encrypted": lazy(
        "The file is protected by a password, so nobody can read it here. Save it without the password."
    ),
    "entities": lazy(
        "The file declares XML entities, which Word never does and which harm programs that read them. It was not read."
    ),
    "macros": lazy("The file holds macros. Save it as “Word document (.docx)”, which has none."),
    "no_word": lazy("This is an archive, but no Word document."),
    "too_costly": lazy(
        "Reading the file took too long or too much memory, so it was stopped. Divide the document, or save it anew."
    ),
    "too_deep": lazy(
        "In this file things stand in one another far more deeply than Word writes them. It was not read."
    ),
    "too_long": lazy("The document is too long to be read at once. Divide it."),
    "too_many_notes": lazy("The document has more than 2,000 notes. Divide it."),
}


@dataclass(frozen=True)
class Told:
    """What there was, and what was done with it."""

    what: Promise
    done: Promise
    #: Whether something is lost or may be wrong, so that somebody has to look.
    is_grave: bool = True


def _grave(what, done) -> Told:
    return Told(what, done)


def _done(what, done) -> Told:
    return Told(what, done, is_grave=False)


FINDINGS = {
    "hidden": _grave(
        lazy("Hidden text"),
        lazy("Left out. Word hides it too, so perhaps nobody was to read it."),
    ),
    "comment": _grave(
        lazy("Comments"), lazy("Never taken in. What they say is told here and nowhere else.")
    ),
    "insertion": _grave(
        lazy("Tracked insertions"), lazy("Taken in, as if somebody had accepted them.")
    ),
    "deletion": _grave(
        lazy("Tracked deletions"), lazy("Left out, as if somebody had accepted them.")
    ),
    "text_box": _grave(
        lazy("Text boxes"),
        lazy("Their text stands behind the paragraph that they hung on. Check the place."),
    ),
    "equation": _grave(
        lazy("Equations"),
        lazy("Taken in as a line of text, which loses fractions, powers and roots. Check them."),
    ),
    "chart": _grave(lazy("Charts"), lazy("Left out. Save each as a picture and add it.")),
    "smartart": _grave(
        lazy("SmartArt graphics"), lazy("Left out. Save each as a picture and add it.")
    ),
    "wordart": _grave(lazy("WordArt"), lazy("Left out, with its words.")),
    "drawing": _grave(
        lazy("Drawings and shapes"),
        lazy(
            "Left out. If one covered a part of a picture, look whether the picture may be shown."
        ),
    ),
    "object": _grave(
        lazy("Objects of other programs"),
        lazy("Left out, for example tables of Excel. Add them as a table or a picture."),
    ),
    "embedded_document": _grave(lazy("Documents within the document"), lazy("Left out.")),
    "picture_drawn_over": _grave(
        lazy("Pictures with something drawn over them, or cut to a form"),
        lazy(
            "Taken in without it. Look whether each may be shown so, or whether it was to hide something."
        ),
    ),
    "picture_crop_unknown": _grave(
        lazy("Pictures that are cropped in a way that is not known here"),
        lazy("Left out. Save the visible part as a picture and add it."),
    ),
    "picture_elsewhere": _grave(
        lazy("Pictures that are not in the file"),
        lazy("Left out. The file only says where they are, and nothing was fetched from there."),
    ),
    "picture_missing": _grave(
        lazy("Pictures that are missing"), lazy("The file names them and does not hold them.")
    ),
    "picture_refused": _grave(lazy("Pictures that cannot be used"), lazy("Left out.")),
    "picture_in_note": _grave(
        lazy("Pictures in notes"), lazy("Left out: a note is a line of text.")
    ),
    "too_many_pictures": _grave(
        lazy("More than 100 pictures"), lazy("Those after the hundredth were left out.")
    ),
    "picture_without_alt": _grave(
        lazy("Pictures without a description"),
        lazy("Say what they show, here or later, for readers who cannot see them."),
    ),
    "alt_by_machine": _grave(
        lazy("Descriptions written by a machine"), lazy("Taken in. Check whether they are true.")
    ),
    "table_in_table": _grave(
        lazy("Tables in tables"),
        lazy("Kept as they are, but hard to read aloud and on a phone. Better two tables."),
    ),
    "merged_cells": _grave(
        lazy("Merged cells"), lazy("Kept. Check that each row can still be understood alone.")
    ),
    "table_without_head": _grave(
        lazy("Tables without a row of headings"),
        lazy("Nothing says what their columns are. Mark the first row as headings in the editor."),
    ),
    "head_guessed": _grave(
        lazy("Headings of tables that were guessed"),
        lazy("The first row is bold throughout, so it was taken for the headings."),
    ),
    "table_in_note": _grave(
        lazy("Tables in notes"),
        lazy("Taken in as lines of words, one for each paragraph of a cell: a note has no tables."),
    ),
    "list_in_note": _grave(
        lazy("Lists in notes"),
        lazy("Taken in as lines of words, without their numbers or points: a note has no lists."),
    ),
    "note_changed": _grave(
        lazy("Notes that are not complete"),
        lazy("What the file says is told here. Compare it with the note in the draft."),
    ),
    "note_missing": _grave(
        lazy("Calls of notes without a note"),
        lazy("Left out: there is no such note, or it was called before."),
    ),
    "title_in_text": _grave(
        lazy("A title or a subtitle in the middle of the text"),
        lazy("Left where it is: a title as a heading, a subtitle as a paragraph."),
    ),
    "picture_in_list": _grave(
        lazy("Pictures in lists"), lazy("They stand behind the list. Check the place.")
    ),
    "note_in_title": _grave(
        lazy("Notes at the title or the standfirst"),
        lazy("Left out: titles have no notes. Put them into the text if they are needed."),
    ),
    "symbol": _grave(lazy("Signs of a font of symbols"), lazy("Left out: no other font has them.")),
    "unknown": _grave(
        lazy("Something of a kind that is not known here"), lazy("Left out, with its words.")
    ),
    "struck": _grave(
        lazy("Text that is struck through"), lazy("Taken in without the line. Was it to go?")
    ),
    "white": _grave(
        lazy("White text"), lazy("Taken in: readers will see what could not be seen on paper.")
    ),
    "style": _grave(
        lazy("Styles that are not known here"), lazy("Taken in as ordinary paragraphs.")
    ),
    "link_elsewhere": _grave(
        lazy("Links to files"),
        lazy("Only the words were taken in: nobody else has that file."),
    ),
    "link_script": _grave(
        lazy("Links that would run a program"), lazy("Only the words were taken in.")
    ),
    "language_unsure": _grave(
        lazy("Passages in an unknown language"),
        lazy(
            "Their letters are not those of the language that the file names. Mark it in the editor."
        ),
    ),
    "language_of_piece": _grave(
        lazy("The language of the document"),
        lazy("Pieces cannot be in it, so the draft is taken for English and the text is marked."),
    ),
    "list_goes_on": _grave(
        lazy("Numbered lists that go on after other text"),
        lazy("Here each begins with 1 again. Correct it where the numbers matter."),
    ),
    "small_headings": _grave(
        lazy("More than three sizes of headings"), lazy("The smaller ones became one size.")
    ),
    "field": _done(
        lazy("Fields"),
        lazy(
            "The words that Word computed last were taken in. They will not change by themselves."
        ),
    ),
    "field_without_end": _grave(
        lazy("Fields that do not end"), lazy("Left out, with the words in them.")
    ),
    "contents": _done(
        lazy("A table of contents"), lazy("Left out: the site makes one of the headings.")
    ),
    "format_change": _done(lazy("Tracked changes of looks"), lazy("Taken as accepted.")),
    "heading_number": _done(
        lazy("Numbers of headings"), lazy("Left out. Type them if the text refers to them.")
    ),
    "picture_cropped": _done(
        lazy("Cropped pictures"), lazy("Only the part that the document shows was taken in.")
    ),
    "highlight": _done(lazy("Highlighted text"), lazy("Taken in without the colour.")),
    "link_inside": _done(lazy("Links within the document"), lazy("Only the words were taken in.")),
    "header": _done(lazy("Headers and footers"), lazy("Left out.")),
    "title_from_heading": _done(
        lazy("The title"), lazy("The first heading was taken for it, and out of the text.")
    ),
    "standfirst_from_style": _done(
        lazy("The standfirst"),
        lazy("The paragraph with the style Subtitle was taken for it, and out of the text."),
    ),
    "properties": _done(
        lazy("Properties of the file"),
        lazy("Author, company, dates and the like are never taken in."),
    ),
}
UNNAMED = _grave(lazy("Something else"), lazy("Left out."))


@dataclass(frozen=True)
class Line:
    """A kind of thing, with the places that are told."""

    told: Told
    count: int
    places: list[dict]

    @property
    def more(self) -> int:
        return self.count - len(self.places)


def refusal(code: str) -> str:
    return str(REFUSALS.get(code) or WORDS.get(code) or REFUSALS["broken"])


def lines(findings: list[dict]) -> list[Line]:
    """In the order of FINDINGS: the grave ones first."""
    order = {code: place for place, code in enumerate(FINDINGS)}
    ranked = sorted(findings, key=lambda one: order.get(one["code"], len(order)))
    return [
        Line(
            FINDINGS.get(one["code"], UNNAMED),
            one["count"],
            [place | {"where": where(place)} for place in one["places"]],
        )
        for one in ranked
    ]


def where(place: dict) -> str:
    """The place of a finding; "" for what stands nowhere in the text."""
    parts = []
    if place["note"]:
        parts.append(_("in note %(number)d") % {"number": place["note"]})
    if place["heading"] and place["heading"] != place["words"]:
        parts.append(_("under “%(heading)s”") % {"heading": place["heading"]})
    if place["words"].strip():
        parts.append(_("in “%(words)s”") % {"words": place["words"].strip()})
    elif place["number"]:
        parts.append(_("in paragraph %(number)d") % {"number": place["number"]})
    return ", ".join(parts)
