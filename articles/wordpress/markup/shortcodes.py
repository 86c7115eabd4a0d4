"""Shortcodes: `[caption]` and `[gallery]` become figures, `[embed]` an address, others stay."""

import re
from html import escape

ATTRIBUTES = r"(?P<attributes>(?:\s[^\[\]]{0,2000})?)"
CAPTION = re.compile(rf"\[caption{ATTRIBUTES}\]|\[/caption\]", re.IGNORECASE)
GALLERY = re.compile(rf"\[gallery{ATTRIBUTES}\]", re.IGNORECASE)
EMBED = re.compile(r"\[embed[^\[\]]{0,500}\]\s*([^\[\]\s]{1,2000})\s*\[/embed\]", re.IGNORECASE)
ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))")
PICTURE = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)", re.IGNORECASE)
#: A word in square brackets that looks like a shortcode.
LEFT = re.compile(r"\[/?([a-z][a-z0-9_-]*)(\s[^\[\]]{0,2000})?/?\]")
#: Brackets that editors write; no shortcodes.
EDITORIAL = {"sic", "ed", "eds", "note", "trans", "translation", "emphasis", "inaudible", "and"}


def attributes_of(text: str) -> dict[str, str]:
    return {
        match[1].lower(): match[2] or match[3] or match[4] or ""
        for match in ATTRIBUTE.finditer(text or "")
    }


def with_figures(text: str, gallery, notes) -> str:
    """Return the text with the known shortcodes as HTML.

    `gallery` takes the numbers of the pictures (none: those of the item) and returns
    (address, alternative text, caption) of each, after noting those that are not there.
    """
    if "[" not in text:
        return text
    text = "".join(_with_captions(text))
    text = GALLERY.sub(
        lambda mark: _gallery(attributes_of(mark["attributes"]), gallery, notes), text
    )
    return EMBED.sub(r"\n\n\1\n\n", text)


def _with_captions(text: str):
    """Yield the pieces; a caption that is never closed stays as it is."""
    last, opening = 0, None
    for mark in CAPTION.finditer(text):
        if not mark[0].startswith("[/"):
            opening = mark
        elif opening:
            yield text[last : opening.start()]
            yield _caption(attributes_of(opening["attributes"]), text[opening.end() : mark.start()])
            last, opening = mark.end(), None
    yield text[last:]


def _caption(attributes: dict, content: str) -> str:
    picture = PICTURE.match(content)
    if not picture:
        return content
    # Until WordPress 3.4 the caption was an attribute.
    words = content[picture.end() :].strip() or escape(attributes.get("caption", ""))
    return f"\n\n<figure>{picture[1]}<figcaption>{words}</figcaption></figure>\n\n"


def _gallery(attributes: dict, gallery, notes) -> str:
    listed = attributes.get("ids") or attributes.get("include") or ""
    numbers = [int(number[:18]) for number in re.findall(r"\d+", listed, re.ASCII)]
    found = gallery(numbers, notes)
    notes.empty_galleries += not (found or numbers)
    figures = (
        f'<figure><img src="{escape(address)}" alt="{escape(alt)}">'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
        for address, alt, caption in found
    )
    return f"\n\n{''.join(figures)}\n\n"


def left_in(text: str) -> list[str]:
    """Names of what looks like shortcodes in the finished text, each once, in order."""
    found = (match[1] for match in LEFT.finditer(text) if _looks_like_one(match))
    return list(dict.fromkeys(found))


def _looks_like_one(match: re.Match) -> bool:
    if match[1] in EDITORIAL:
        return False
    return not match[2] or "=" in match[2] or match[2].strip().isdecimal()
