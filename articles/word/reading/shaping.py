"""The converted text in the form in which the site keeps texts (`ccsis.lib.richtext`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, tostring

#: Sizes of headings that a text can have.
LEVELS = (2, 3, 4)
NOTE = re.compile(r"(?:foot|end)note-")
REFERENCE = re.compile(r"(?:foot|end)note-ref-")
SPACES = re.compile(r"[ \t\n\r]+")
CONTAINERS = ("blockquote", "div", "li", "td", "th")
TEXTS = ("h2", "h3", "h4", "p")
#: Of a heading that may be the title.
LONGEST_TITLE = 300


@dataclass
class Shaped:
    html: str = ""
    title: str = ""
    standfirst: str = ""
    #: What was done that an editor should know, by code.
    told: list[str] = field(default_factory=list)


def shape(text: Element, language: str) -> Shaped:
    """language: of the piece; passages in it need no mark."""
    shaped = Shaped()
    _place_notes(text)
    _take_titles(text, shaped)
    _level(text, shaped)
    for place in _all(text, CONTAINERS):
        _lift_pictures(place)
    _unmark(text, language)
    for place in _all(text, CONTAINERS):
        _mark_paragraphs(place)
        _join_captions(place)
    _drop_empty(text)
    shaped.html = "".join(_written(child) for child in text)
    return shaped


def words(element: Element) -> str:
    """Without those of its notes."""
    return " ".join("".join(_said(element)).split())


def _said(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag != "foot-note":
            yield " " if child.tag == "br" else ""
            yield from _said(child)
        yield child.tail or ""


def _all(text: Element, tags: tuple[str, ...]) -> list[Element]:
    return [one for one in text.iter() if one.tag in tags]


# Notes


def _place_notes(text: Element) -> None:
    """Each note goes where the text calls it; the list of them below the text goes."""
    notes = {}
    for listed in text.findall("ol"):
        found = [one for one in listed if NOTE.match(one.get("id", ""))]
        notes |= {one.get("id"): one for one in found}
        if found:
            text.remove(listed)
    for parent in list(text.iter()):
        for child in list(parent):
            call = child.find("a") if child.tag == "sup" else None
            if call is not None and REFERENCE.match(call.get("id", "")):
                note = notes.get(call.get("href", "").removeprefix("#"))
                _become_note(child, note)


def _become_note(reference: Element, note: Element | None) -> None:
    tail = reference.tail
    reference.clear()
    reference.tag, reference.tail = "foot-note", tail
    if note is None:
        return
    for back in [one for one in note.iter() if one.tag == "a"]:
        if REFERENCE.match(back.get("href", "").removeprefix("#")):
            back.clear()
            back.tag = "span"
    lines = [one for one in note.iter("p") if words(one)]
    for place, line in enumerate(lines):
        if place:
            SubElement(reference, "br")
        _append(reference, line)


def _append(target: Element, source: Element) -> None:
    """All that is in the source, behind all that is in the target."""
    _append_text(target, source.text)
    for child in list(source):
        target.append(child)


def _append_text(target: Element, text: str | None) -> None:
    if len(target):
        target[-1].tail = (target[-1].tail or "") + (text or "")
    else:
        target.text = (target.text or "") + (text or "")


# Title and headings


def _take_titles(text: Element, shaped: Shaped) -> None:
    """By their styles; else a first heading of the first size with nothing before it is the title."""
    first = next((child for child in text if words(child)), None)
    for child in list(text):
        name = child.get("class", "")
        if name == "title" and not shaped.title and _is_short(child):
            shaped.title = words(child)
            _take(text, child, shaped)
        elif name == "subtitle" and not shaped.standfirst:
            shaped.standfirst = words(child)
            _take(text, child, shaped)
        elif name in {"title", "subtitle"}:
            child.tag, child.attrib["class"] = ("h2", "level1") if name == "title" else ("p", "")
    if (
        not shaped.title
        and first is not None
        and first.get("class") == "level1"
        and _is_short(first)
    ):
        shaped.title = words(first)
        shaped.told.append("title_from_heading")
        _take(text, first, shaped)


def _is_short(heading: Element) -> bool:
    return len(words(heading)) <= LONGEST_TITLE


def _take(text: Element, heading: Element, shaped: Shaped) -> None:
    if heading.find(".//foot-note") is not None:
        shaped.told.append("note_in_title")
    if heading.find(".//img") is not None:
        # The picture stays in the text.
        heading.tag = "p"
        for one in [heading, *heading.iter()]:
            if one.tag != "img":
                one.text = None
                one.tail = None
        return
    text.remove(heading)


def _level(text: Element, shaped: Shaped) -> None:
    """The largest headings of the text get the first size below its title, and none is skipped."""
    found = [one for one in text.iter() if one.get("class", "").startswith("level")]
    used = sorted({int(one.get("class")[5:]) for one in found if words(one)})
    for one in found:
        level = int(one.attrib.pop("class")[5:])
        place = used.index(level) if level in used else 0
        one.tag = f"h{LEVELS[min(place, len(LEVELS) - 1)]}"
    if len(used) > len(LEVELS):
        shaped.told.append("small_headings")


# Pictures and captions


def _lift_pictures(parent: Element) -> None:
    """A picture stands between paragraphs, not in one."""
    for child in list(parent):
        if child.tag not in TEXTS or child.find(".//img") is None:
            continue
        place = list(parent).index(child)
        pictures = list(child.iter("img"))
        for holder in list(child.iter()):
            for picture in holder.findall("img"):
                _cut(holder, picture)
        figures = []
        for picture in pictures:
            picture.tail = None
            figure = Element("figure")
            figure.append(picture)
            figures.append(figure)
        # Word puts a picture before or after the words of its paragraph; after them it disturbs least.
        for offset, figure in enumerate(figures):
            parent.insert(place + 1 + offset, figure)
        if not words(child):
            parent.remove(child)


def _cut(parent: Element, child: Element) -> None:
    """Without the child, with the words behind it."""
    place = list(parent).index(child)
    tail = child.tail or ""
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(child)


def _join_captions(parent: Element) -> None:
    """A caption belongs to the picture before it, or to the table beside it."""
    children = list(parent)
    for place, child in enumerate(children):
        if child.get("class") != "caption":
            continue
        child.attrib.clear()
        before = children[place - 1] if place else None
        after = children[place + 1] if place + 1 < len(children) else None
        if _has_room(before):
            _caption(parent, before, child)
        elif after is not None and after.tag == "table":
            _caption(parent, after, child)


def _has_room(one: Element | None) -> bool:
    return one is not None and (
        one.tag == "table" or (one.tag == "figure" and one.find("figcaption") is None)
    )


def _caption(parent: Element, thing: Element, caption: Element) -> None:
    if thing.tag == "table":
        if thing not in list(parent):
            # It has a caption already.
            return
        place = list(parent).index(thing)
        parent.remove(thing)
        figure = Element("figure")
        figure.append(thing)
        parent.insert(place, figure)
        thing = figure
    parent.remove(caption)
    caption.tag = "figcaption"
    thing.append(caption)


# Languages


def _unmark(text: Element, language: str) -> None:
    """What is in the language of the piece needs no mark; spans without one disappear later."""
    for one in text.iter("span"):
        if one.get("lang") in {language, ""}:
            one.attrib.clear()


def _mark_paragraphs(parent: Element) -> None:
    """A paragraph that is in another language as a whole says so itself."""
    for child in parent:
        if child.tag != "p":
            continue
        spans = [one for one in child.iter("span") if one.get("lang")]
        tags = {one.get("lang") for one in spans}
        if len(tags) == 1 and not words(_without(child, spans)):
            child.set("lang", tags.pop())
            for one in spans:
                one.attrib.clear()


def _without(paragraph: Element, spans: list[Element]) -> Element:
    """A copy that holds only the words outside of these."""
    copy = Element(paragraph.tag)
    marked = set(map(id, spans))

    def walk(one: Element) -> None:
        if id(one) not in marked and one.tag != "foot-note":
            _append_text(copy, one.text)
            for child in one:
                walk(child)
                _append_text(copy, child.tail)

    walk(paragraph)
    return copy


# Writing


def _drop_empty(text: Element) -> None:
    for parent in list(text.iter()):
        for child in list(parent):
            is_empty = child.tag in TEXTS and not words(child) and child.find(".//*") is None
            if is_empty and parent.tag in {"blockquote", "div"}:
                parent.remove(child)


def _written(element: Element) -> str:
    element.attrib.pop("class", None)
    return tostring(element, encoding="unicode", method="html")
