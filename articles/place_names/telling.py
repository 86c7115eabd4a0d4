"""What a place is also called, told in square brackets where a text first names it.

The stored text stays as it is. Quotations are never altered, and headings, links, notes and what is
under pictures neither.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.models import Article
from articles.place_names import register
from articles.place_names.finding import Finder, Mention, finder
from articles.place_names.register import Form
from articles.place_names.writing import key
from ccsis.lib.richtext.pieces import Piece, pieces_of, together

#: Elements in which nothing is added, with all that is in them.
CLOSED = {
    *(
        "a",
        "aside",
        "blockquote",
        "figcaption",
        "foot-note",
        "h2",
        "h3",
        "h4",
        "sub",
        "sup",
        "table",
    ),
}
#: What belongs to the word that a name ends: a possessive, the rest of a compound.
REST = re.compile(r"(?:['’]\w*|[\u2010-\u2013-]\w+)*")
#: A block of text: a quotation that is not closed ends with it.
BLOCKS = {"p", "li"}
#: Quotations within a line, as languages mark them; one without an end goes on to the end of the block.
QUOTED = re.compile(
    r"“[^“”]*(?:”|“|$)|„[^“”]*(?:“|”|$)|«[^»]*(?:»|$)"
    r"|(?:\"|&quot;).*?(?:\"|&quot;|$)|(?<!\w)[‘‚](?:[^‘’]|’(?=\w))*(?:’|‘|$)",
    re.DOTALL,
)


def told(article: Article) -> str:
    """The text of a piece for its page. One query, and none for a piece that does not ask for it."""
    if not article.tells_place_names:
        return article.body
    known = register.load()
    return tell(article.body, finder(known, article.language), article.language)


def tell(html: str, find: Finder, language: str) -> str:
    """Sanitised HTML, with what its places are also called."""
    pieces = pieces_of(html)
    met: set[int] = set()
    for block in _blocks(pieces):
        _tell_in_block(block, find, language, met)
    return together(pieces)


def _blocks(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """The texts of each block that may be added to."""
    block: list[Piece] = []
    closed = 0
    marks: list[bool] = []
    for piece in pieces:
        if piece.name in BLOCKS:
            yield block
            block = []
        if piece.name in {*BLOCKS, "span"}:
            # A passage in another language is somebody's words too.
            if not piece.closes:
                marks.append(" lang=" in piece.attributes)
            closed += (1 if not piece.closes else -1) * (marks.pop() if piece.closes else marks[-1])
        elif piece.name in CLOSED:
            closed += -1 if piece.closes else 1
        elif not piece.name:
            # What is closed still opens and closes quotations: it counts, and stays as it is.
            block.append(piece if not closed else Piece(piece.html, name="closed"))
    yield block


def _tell_in_block(block: list[Piece], find: Finder, language: str, met: set[int]) -> None:
    text = "".join(piece.html for piece in block)
    quoted = [match.span() for match in QUOTED.finditer(text)]
    mentions = list(find.mentions(text))
    notes: dict[int, list[str]] = {}
    for mention in mentions:
        place = REST.match(text, mention.end).end()
        if mention.place.pk in met or not _is_open(block, mention, place, quoted):
            continue
        met.add(mention.place.pk)
        named = {key(other.form.name) for other in mentions if other.place == mention.place}
        if others := mention.place.others(named):
            notes.setdefault(place, []).append(_note(others, language))
    _put(block, notes)


def _is_open(
    block: list[Piece], mention: Mention, place: int, quoted: list[tuple[int, int]]
) -> bool:
    """Whether it stands in no quotation, and it and what is added at this place in open texts."""
    before = bisect_left(quoted, (mention.end,))
    if before and quoted[before - 1][1] > mention.start:
        return False
    is_whole, start = False, 0
    for piece in block:
        end = start + len(piece.html)
        if start < mention.end <= end:
            is_whole = not piece.name and start <= mention.start
        if start < place <= end:
            return is_whole and not piece.name
        start = end
    return False


def _put(block: list[Piece], notes: dict[int, list[str]]) -> None:
    """Write the notes at their places in the block's text."""
    start = 0
    for piece in block:
        text, end = piece.html, start + len(piece.html)
        for place in sorted((p for p in notes if start < p <= end), reverse=True):
            told = " ".join(notes[place])
            text = f"{text[: place - start]} {told}{text[place - start :]}"
        if not piece.name:
            piece.html = text
        start = end


def _note(others: list[Form], language: str) -> SafeString:
    """In the language of the page, whatever that of the text is."""
    spoken = get_language()
    return format_html(
        '<span class="also-called"{}>[{}]</span>',
        "" if language == spoken else format_html(' lang="{}" dir="ltr"', spoken),
        format_html(
            _("also called {}"), format_html_join(" / ", "{}", ((_form(f),) for f in others))
        ),
    )


def _form(form: Form) -> SafeString | str:
    """With its language where it is spelled as that does, and not in plain letters for strangers."""
    if form.name.isascii() or not form.language:
        return form.name
    return format_html('<bdi lang="{}">{}</bdi>', form.language, form.name)
