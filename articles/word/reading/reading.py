"""A Word file from its bytes to a text, its pictures, and what was not understood."""

from typing import BinaryIO

from articles.word.reading import conversion, languages, making, shaping
from articles.word.reading.context import Context
from articles.word.reading.elements import first
from articles.word.reading.findings import Place, shortened
from articles.word.reading.package import Package
from articles.word.reading.refusals import RefusedError
from articles.word.reading.story import Story

#: What a piece is written in where nothing says otherwise.
USUAL = "en"


def read(file: BinaryIO) -> dict:
    """Title, standfirst, HTML, language, pictures, findings, number of notes. Raises RefusedError."""
    package = Package(file)
    context = Context(package)
    root = package.part(package.main)
    body = first(root, "w:body")
    if body is None:
        raise RefusedError("no_word")
    with context.part(package.main):
        made = Story(context).read(body)
    _tell_rest(context)
    spoken = languages.main_language(context.letters)
    language = spoken if spoken in languages.OF_PIECES else USUAL
    tags = context.languages()
    pictures = context.drawings.pictures
    styles = conversion.styles(tags)
    fresh = making.archive(made, context.notes, context.links, len(pictures), styles)
    shaped = shaping.shape(conversion.convert(fresh, tags), language)
    if spoken and spoken != language:
        context.findings.add("language_of_piece", spoken, Place())
    for code, said in shaped.told:
        context.findings.add(code, said, Place())
    _tell_lost_notes(context, shaped.notes)
    return {
        "title": shaped.title,
        "standfirst": shaped.standfirst,
        "html": shaped.html,
        "language": language,
        "notes": context.count_notes(),
        "pictures": [
            {
                "part": one.part,
                "alt": one.alt,
                "crop": one.crop,
                "is_decorative": one.is_decorative,
                "place": {"number": one.place.number, "words": shortened(one.place.words)},
            }
            for one in pictures
        ],
        "findings": context.findings.as_data(),
    }


def _tell_lost_notes(context: Context, written: dict[str, str]) -> None:
    """None should be: what was read of each note is compared with what stands in the text."""
    for kind, notes in context.notes.items():
        for note in notes:
            number = note.get("w:id", "")
            said = "".join(one.text or "" for one in note.iter("w:t"))
            if _letters(said) != _letters(written.get(f"{kind}-{number}", "")):
                context.findings.add("note_changed", said, context.places[kind, number])


def _letters(text: str) -> str:
    return "".join(text.split())


def _tell_rest(context: Context) -> None:
    """What stands beside the text."""
    context.findings.place = Place()
    context.tell_other_comments()
    for kind in ("header", "footer"):
        for name in context.package.related(kind):
            part = context.package.part(name)
            said = " ".join(one.text or "" for one in part.iter("w:t")) if part is not None else ""
            if said.strip():
                context.findings.add("header", said, Place())
    if any(context.package.holds(f"docProps/{name}.xml") for name in ("app", "core", "custom")):
        context.findings.add("properties")
