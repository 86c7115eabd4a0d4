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
LISTS = ("ol", "ul")
BLOCKS = {
    *("blockquote", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "table", "tbody"),
    *("td", "th", "thead", "tr", "ul"),
}
#: Of a heading that may be the title.
LONGEST_TITLE = 300


@dataclass
class Shaped:
    html: str = ""
    title: str = ""
    standfirst: str = ""
    #: What was done that an editor should know: codes, and the words that it was done with.
    told: list[tuple[str, str]] = field(default_factory=list)
    #: The words of the notes, by their names ("footnote-1").
    notes: dict[str, str] = field(default_factory=dict)


def shape(text: Element, language: str) -> Shaped:
    """language: of the piece; passages in it need no mark."""
    shaped = Shaped()
    shaped.notes = _place_notes(text)
    _take_titles(text, shaped)
    _level(text, shaped)
    _lift_from_lists(text, shaped)
    for place in _all(text, CONTAINERS):
        _lift_pictures(place)
    _unmark(text, language)
    for place in _all(text, CONTAINERS):
        _join_passages(place)
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


def _place_notes(text: Element) -> dict[str, str]:
    """Each note goes where the text calls it; the list of them below the text goes.

    Returns the words of each as they stand there, by its name.
    """
    notes, placed = {}, {}
    for listed in text.findall("ol"):
        found = [one for one in listed if NOTE.match(one.get("id", ""))]
        notes |= {one.get("id"): one for one in found}
        if found:
            text.remove(listed)
    for parent in list(text.iter()):
        for child in list(parent):
            call = child.find("a") if child.tag == "sup" else None
            if call is not None and REFERENCE.match(call.get("id", "")):
                name = call.get("href", "").removeprefix("#")
                _become_note(child, notes.get(name))
                placed[name] = words(child)
    return placed


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
    for place, line in enumerate(_lines(note)):
        if place:
            SubElement(reference, "br")
        _append(reference, line)


def _lines(block: Element) -> list[Element]:
    """A note is a line of text: all blocks in it, as lines of their own."""
    line = Element("p")
    line.text = block.text
    found = [line]
    for child in list(block):
        if child.tag not in BLOCKS:
            found[-1].append(child)
            continue
        line = Element("p")
        line.text = child.tail
        found += [*_lines(child), line]
    return [one for one in found if words(one)]


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
    """By their styles, above all other words; else a first heading of the first size is the title."""
    first = next((child for child in text if words(child)), None)
    is_begun = False
    for child in list(text):
        name, said = child.get("class", ""), words(child)
        if name == "title" and not shaped.title and not is_begun and _is_short(child):
            shaped.title = said
            _take(text, child, shaped)
        elif name == "subtitle" and not shaped.standfirst and not is_begun:
            shaped.standfirst = said
            if said:
                shaped.told.append(("standfirst_from_style", said))
            _take(text, child, shaped)
        elif name in {"title", "subtitle"}:
            child.tag, child.attrib["class"] = ("h2", "level1") if name == "title" else ("p", "")
            if said:
                shaped.told.append(("title_in_text", said))
        is_begun = is_begun or (bool(said) and name not in {"title", "subtitle"})
    if (
        not shaped.title
        and first is not None
        and first.get("class") == "level1"
        and _is_short(first)
    ):
        shaped.title = words(first)
        shaped.told.append(("title_from_heading", shaped.title))
        _take(text, first, shaped)


def _is_short(heading: Element) -> bool:
    return len(words(heading)) <= LONGEST_TITLE


def _take(text: Element, heading: Element, shaped: Shaped) -> None:
    if heading.find(".//foot-note") is not None:
        shaped.told.append(("note_in_title", words(heading)))
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
        shaped.told.append(("small_headings", ""))


# Pictures and captions


def _lift_pictures(parent: Element) -> None:
    """A picture stands between paragraphs, not in one."""
    for child in list(parent):
        if child.tag not in TEXTS or child.find(".//img") is None:
            continue
        pictures = _cut_all(child)
        # Word puts a picture before or after the words of its paragraph; after them it disturbs least.
        _insert_figures(parent, list(parent).index(child) + 1, pictures)
        if not words(child):
            parent.remove(child)


def _lift_from_lists(text: Element, shaped: Shaped) -> None:
    """A picture in an item stands behind the whole list: items hold words."""
    for parent in [one for one in text.iter() if one.tag not in {*LISTS, "li"}]:
        for found in [child for child in parent if child.tag in LISTS]:
            pictures = _cut_all(found)
            if not pictures:
                continue
            shaped.told.append(("picture_in_list", words(found)))
            _insert_figures(parent, list(parent).index(found) + 1, pictures)
            if not words(found):
                parent.remove(found)


def _cut_all(around: Element) -> list[Element]:
    pictures = list(around.iter("img"))
    for holder in list(around.iter()):
        for picture in holder.findall("img"):
            _cut(holder, picture)
    return pictures


def _insert_figures(parent: Element, place: int, pictures: list[Element]) -> None:
    for offset, picture in enumerate(pictures):
        picture.tail = None
        figure = Element("figure")
        figure.append(picture)
        parent.insert(place + offset, figure)


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


def _join_passages(parent: Element) -> None:
    """A paragraph that is in another language as a whole is one passage, which the editor can unmark."""
    for child in parent:
        if child.tag not in TEXTS:
            continue
        in_notes = {one for note in child.iter("foot-note") for one in note.iter("span")}
        spans = [one for one in child.iter("span") if one.get("lang") and one not in in_notes]
        tags = {one.get("lang") for one in spans}
        if len(tags) != 1 or words(_without(child, spans)):
            continue
        for one in spans:
            one.attrib.clear()
        passage = Element("span", {"lang": tags.pop()})
        _append(passage, child)
        child.text = None
        child[:] = [passage]


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
