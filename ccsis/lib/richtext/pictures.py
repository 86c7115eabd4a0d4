"""Pictures of the library in a text: how they are stored, and how a page shows them.

Stored is `<img src="/media/images/…" alt="…" width height data-file>`, in a figure or by itself. The
alternative text and the caption that stand there belong to this use and go before those of the
library, which stand in where the text says nothing; who made it is said by the library alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from ccsis.lib.richtext.figures import figures_of
from ccsis.lib.richtext.pieces import Piece, attribute, has_words, together, without_attributes

IMAGE = re.compile(r"<img\b[^>]*>")
ADDRESS = ("src", "width", "height")
#: Where no figure can begin.
CLOSED_IN = {"a", "figcaption", "figure", "h2", "h3", "h4", "p"}
NAME = re.compile(r"images/[\w-]+\.[a-z]+$")
#: The measure of the text and, on a small screen, its margins: what a browser chooses a file by.
SIZES = "(min-width: 48rem) 42rem, 92vw"


@dataclass(frozen=True)
class Shown:
    """A picture as a page shows it."""

    url: str
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    may_be_republished: bool = False
    #: Content type to `srcset`, the best first; none until the small files are rendered.
    sources: Mapping[str, str] = field(default_factory=dict)


def names_of(*texts: str) -> set[str]:
    """The names of the files that texts show ("images/….jpg")."""
    tags = (tag for text in texts if "<img" in text for tag in IMAGE.findall(text))
    return {name for tag in tags if (name := name_of(tag))}


def readdressed(html: str, old_name: str, picture) -> str:
    """The text with the file of an image (`url`, `width`, `height`) where it showed the old one."""
    return IMAGE.sub(lambda tag: _readdressed(tag[0], old_name, picture), html)


def show(pieces: list[Piece], pictures: Mapping[str, Shown]) -> None:
    """Show pictures by their library entries, by name; what is not there loads late, as stored."""
    captions = _captions(pieces)
    opened: list[str] = []
    for place, piece in enumerate(pieces):
        if piece.name in CLOSED_IN:
            opened.pop() if piece.closes else opened.append(piece.name)
        if piece.name != "img":
            continue
        picture = pictures.get(name_of(piece.attributes))
        if picture is None:
            piece.html = f'<img loading="lazy"{piece.attributes}>'
            continue
        piece.html = _picture(piece, picture)
        if place in captions:
            _tell(pieces, captions[place], picture)
        elif opened:
            piece.html += _credit(picture)
        elif below := _caption(picture):
            piece.html = f"<figure>{piece.html}{below}</figure>"


def name_of(tag: str) -> str:
    """Of the file that a tag shows; "" for one that is none of the library's."""
    found = NAME.search(attribute(tag, "src") or "")
    return found[0] if found else ""


def _readdressed(tag: str, old_name: str, picture) -> str:
    if old_name not in tag:
        return tag
    address = f' src="{picture.file.url}" width="{picture.width}" height="{picture.height}"'
    return f"<img{address}{without_attributes(tag, *ADDRESS).removeprefix('<img')}"


def _captions(pieces: list[Piece]) -> dict[int, tuple[Piece, list[Piece]]]:
    """By the place of an image in a figure: the figure's last tag, and the pieces of its caption."""
    found = {}
    for figure in figures_of(pieces):
        start, end = figure.caption or (0, 0)
        caption = pieces[start : end + 1] if figure.caption else []
        inside = range(figure.start, figure.end)
        images = [place for place in inside if pieces[place].name == "img"]
        if len(images) == 1 and figure.table is None:
            found[images[0]] = (pieces[figure.end], caption)
    return found


def _picture(piece: Piece, picture: Shown) -> SafeString:
    said = attribute(piece.attributes, "alt") or ""
    image = format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
        picture.url,
        said if said.strip() else picture.alt,
        picture.width,
        picture.height,
    )
    if not picture.sources:
        return image
    rows = ((kind, addresses, SIZES) for kind, addresses in picture.sources.items())
    sources = format_html_join("", '<source type="{}" srcset="{}" sizes="{}">', rows)
    return format_html("<picture>{}{}</picture>", sources, image)


def _tell(pieces: list[Piece], place: tuple[Piece, list[Piece]], picture: Shown) -> None:
    """Put below it who made the picture and, where the text has no caption, the library's."""
    closing, caption = place
    words = together(caption[1:-1])
    if has_words(words):
        is_said = picture.credit and escape(picture.credit) in words
        caption[-1].html = ("" if is_said else _credit(picture)) + caption[-1].html
        return
    for piece in caption:
        piece.html = ""
    closing.html = _caption(picture) + closing.html


def _caption(picture: Shown) -> str:
    words = f"{escape(picture.caption)}{_credit(picture)}".strip()
    return f"<figcaption>{words}</figcaption>" if words else ""


def _credit(picture: Shown) -> str:
    if not picture.credit:
        return ""
    return format_html(' <span class="caption__credit">{}</span>', picture.credit)
