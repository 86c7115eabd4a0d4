"""What is known while a file is read, wherever in it one is."""

from collections import Counter
from contextlib import contextmanager
from xml.etree.ElementTree import Element

from articles.word.reading.drawings import Drawings
from articles.word.reading.elements import TEXT, children, first
from articles.word.reading.fields import Fields
from articles.word.reading.findings import Findings, Place
from articles.word.reading.lists import Lists
from articles.word.reading.package import Package, Relationship
from articles.word.reading.refusals import RefusedError
from articles.word.reading.styles import Styles

MOST_NOTES = 2000
LANGUAGE = "language "
SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}


class Context:
    def __init__(self, package: Package):
        self.package = package
        self.findings = Findings()
        self.fields = Fields(self.findings)
        self.styles = Styles(self._related("styles"))
        self.lists = Lists(self._related("numbering"))
        self.drawings = Drawings(package, self.findings)
        self.related: dict[str, Relationship] = {}
        #: Letters by language.
        self.letters: Counter = Counter()
        self.links: dict[str, str] = {}
        #: Words of the heading that was read last.
        self.heading = ""
        self.notes: dict[str, list[Element]] = {"footnote": [], "endnote": []}
        self._sources = {kind: self._note_source(kind) for kind in self.notes}
        #: The notes that the text calls, and where they are.
        self.places: dict[tuple[str, str], Place] = {}
        self._comments = self._read_comments()
        self._languages: set[str] = set()
        self._links_by_address: dict[str, str] = {}
        self._paragraphs = 0
        #: Reads the paragraphs of a note; set by the story, which knows how.
        self.read_note = lambda elements: []

    # Where one is

    def next_place(self) -> Place:
        """A new paragraph begins."""
        before = self.findings.place
        if before.note:
            self.findings.place = Place(before.number, before.heading, note=before.note)
        else:
            self._paragraphs += 1
            self.findings.place = Place(self._paragraphs, self.heading)
        return self.findings.place

    @contextmanager
    def part(self, name: str):
        """Reading another part: its relationships, and fields of its own."""
        before = (self.related, self.fields.open, self.findings.place)
        self.related, self.fields.open = self.package.relationships(name), []
        yield
        self.related, self.fields.open, self.findings.place = before

    # Notes, comments and changes

    def add_note(self, kind: str, number: str) -> bool:
        """Read a note that the text calls; whether there is one, called here for the first time."""
        name, found = self._sources[kind]
        note = found.get(number)
        if note is None or (kind, number) in self.places or self.findings.place.note:
            self.findings.add("note_missing")
            return False
        place = self.findings.place
        own = Place(place.number, place.heading, note=len(self.places) + 1)
        self.places[kind, number] = own
        with self.part(name):
            self.findings.place = own
            read = self.read_note(note)
        made = Element(f"w:{kind}", {"w:id": number})
        made.extend(read)
        self.notes[kind].append(made)
        return True

    def count_notes(self) -> int:
        return len(self.places)

    def tell_comment(self, number: str) -> None:
        if said := self._comments.pop(number, ""):
            self.findings.add("comment", said)

    def tell_other_comments(self) -> None:
        for number in list(self._comments):
            self.tell_comment(number)

    def tell_deleted(self, element: Element) -> None:
        said = "".join(one.text or "" for one in element.iter() if one.tag in TEXT)
        if said.strip():
            self.findings.add("deletion", said)

    # Names in the new file

    def link(self, address: str) -> str:
        number = self._links_by_address.setdefault(address, f"link{len(self.links) + 1}")
        self.links[number] = address
        return number

    def language_style(self, language: str) -> str:
        self._languages.add(language)
        return f"{LANGUAGE}{language}"

    def languages(self) -> list[str]:
        return sorted(self._languages)

    def said_language(self, properties: Element | None, style: str) -> str:
        """What the file says of some words; words that run from right to left have a language of their own."""
        is_rtl = first(properties, "w:rtl") is not None
        own = first(properties, "w:lang")
        if own is not None and (said := own.get("w:bidi" if is_rtl else "w:val")):
            return said
        return self.styles.words(None, style, "w:lang") or ""

    def _related(self, kind: str) -> Element | None:
        names = self.package.related(kind)
        return self.package.part(names[0] if names else f"word/{kind}.xml")

    def _note_source(self, kind: str) -> tuple[str, dict[str, Element]]:
        name = next(iter(self.package.related(f"{kind}s")), f"word/{kind}s.xml")
        root = self.package.part(name)
        every = children(root, f"w:{kind}")
        found = {one.get("w:id", ""): one for one in every if one.get("w:type") not in SEPARATORS}
        if len(found) > MOST_NOTES:
            raise RefusedError("too_many_notes")
        return name, found

    def _read_comments(self) -> dict[str, str]:
        root = self._related("comments")
        every = children(root, "w:comment")
        return {one.get("w:id", ""): _text(one) for one in every}


def _text(element: Element) -> str:
    lines = ("".join(t.text or "" for t in line.iter("w:t")) for line in element.iter("w:p"))
    return " ".join(filter(None, lines))
