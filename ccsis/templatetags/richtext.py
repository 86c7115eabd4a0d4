"""Rich text from the database, made ready for a page."""

import html as entities
import re
from dataclasses import dataclass, field

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _

register = template.Library()

#: A whole tag with its attributes, as the sanitiser writes them: in double quotes, and no bare
#: "<" in text. Matching whole tags keeps a "<img" inside an attribute's value out of reach.
TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:"[^"]*"|[^"<>])*)>')
#: With fewer headings a text needs no contents list.
CONTENTS_FROM = 3


@dataclass
class Heading:
    """A heading of a text, with the smaller ones that follow it."""

    text: str
    anchor: str
    level: int
    below: list["Heading"] = field(default_factory=list)


@dataclass(frozen=True)
class Document:
    """A text whose headings can be linked to. `contents` is empty for a text with few headings."""

    html: SafeString
    contents: list[Heading]


@register.filter
def rich(html: str) -> SafeString:
    """Show HTML that the sanitiser let through (`ccsis.lib.richtext.clean`, on every way in).

    The only HTML of the project that is marked as safe (`json_ld` marks data). Images load when they come near. A table
    stands in a region of its own that scrolls sideways, by keyboard too.
    """
    return _dressed(html, {})


@register.filter
def document(html: str) -> Document:
    """As `rich`, with an id at each heading of the second and third level, and their list."""
    headings = _headings(html)
    many = len(headings) >= CONTENTS_FROM
    anchors = {start: heading.anchor for start, heading in headings.items()}
    return Document(_dressed(html, anchors), _nested(headings.values()) if many else [])


def _dressed(html: str, anchors: dict[int, str]) -> SafeString:
    """anchors: the id of the tag that starts at a place in the text."""
    tables = depth = 0

    def dressed(match: re.Match) -> str:
        nonlocal tables, depth
        closing, name, attributes = match.groups()
        if match.start() in anchors:
            return format_html('<{} id="{}">', name, anchors[match.start()])
        if name == "img":
            return f'<img loading="lazy"{attributes}>'
        if name != "table":
            return match[0]
        if closing:
            depth -= 1
            return match[0] if depth else f"{match[0]}</div>"
        depth += 1
        if depth > 1:
            return match[0]
        tables += 1
        return _region(tables) + match[0]

    return mark_safe(TAG.sub(dressed, html))  # noqa: S308 (sanitised before it was stored)


def _region(number: int) -> str:
    return format_html(
        '<div class="table" role="region" tabindex="0" aria-label="{}">',
        _("Table %(number)d") % {"number": number},
    )


def _headings(html: str) -> dict[int, Heading]:
    """Headings that say something, by the place where their tag starts."""
    found, opened = {}, None
    for match in TAG.finditer(html):
        if match[2] not in {"h2", "h3"}:
            continue
        if not match[1]:
            opened = match
        elif opened:
            if words := _words(html[opened.end() : match.start()]):
                anchor = _anchor(words, {heading.anchor for heading in found.values()})
                found[opened.start()] = Heading(words, anchor, int(opened[2][1]))
            opened = None
    return found


def _words(html: str) -> str:
    text = TAG.sub(lambda tag: " " if tag[2] == "br" else "", html)
    return " ".join(entities.unescape(text).split())


def _anchor(words: str, taken: set[str]) -> str:
    """An id in the heading's own script, unlike those taken and those that the page itself uses."""
    name = slugify(words, allow_unicode=True)[:60].strip("-_") or str(len(taken) + 1)
    anchor, number = f"section-{name}", 1
    while anchor in taken:
        number += 1
        anchor = f"section-{name}-{number}"
    return anchor


def _nested(headings) -> list[Heading]:
    """Headings of the third level below the one of the second that they follow."""
    top = []
    for heading in headings:
        if heading.level == 3 and top and top[-1].level == 2:
            top[-1].below.append(heading)
        else:
            top.append(heading)
    return top
