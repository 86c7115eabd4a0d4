"""What the editor offers and what the sanitiser lets through are one definition."""

import re

import nh3
from django.conf import settings
from django.urls import reverse_lazy
from django_prose_editor.config import allowlist_from_extensions

from ccsis.lib.languages import NAMES, language_tag
from ccsis.lib.richtext import figures, links, notes, passages, quotes
from ccsis.lib.richtext.depth import bounded
from ccsis.lib.richtext.pieces import Piece, attribute, pieces_of, together

#: The editor's extensions. Adding one here allows its tags on every way in, and nothing else does.
#: `FootNote`, `PassageLanguage`, `Paste`, `Pictures`, `PullQuote` and `Writing` are our own: see
#: settings, and `static/js/editor`.
EXTENSIONS = {
    "Blockquote": True,
    "Bold": True,
    "BulletList": True,
    "Caption": True,
    "Figure": True,
    "FootNote": True,
    "HardBreak": True,
    "Heading": {"levels": [2, 3, 4]},
    "HorizontalRule": True,
    "Image": True,
    "Italic": True,
    "Link": {
        "enableTarget": False,
        "protocols": ["http", "https", "mailto", *links.SCHEMES],
        "choices": reverse_lazy(settings.INNER_LINK_CHOICES),
    },
    "ListItem": True,
    "OrderedList": True,
    "PassageLanguage": {"names": NAMES},
    "Paste": True,
    "Pictures": True,
    "PullQuote": True,
    "Subscript": True,
    "Superscript": True,
    "Table": True,
    "TableCell": True,
    "TableHeader": True,
    "TableRow": True,
    "Writing": True,
}
#: What may stand in a text in more than one form, or be nothing.
UNSETTLED = re.compile("<(?:aside|caption|figure|foot-note|img|span)")
#: Whoever has it may read an unpublished piece: it must not be published with another.
PREVIEW = re.compile(r"/preview/[1-9]\d{0,17}-[a-z2-7]{26}", re.IGNORECASE)
EMPTY = {"", "<p></p>", "<p><br></p>"}


def clean(html: str) -> str:
    """Return only what EXTENSIONS allow; images only from this site's own media.

    Notes, passages and captions come back in the one form that the rest of the site knows.
    """
    cleaner = _cleaner()
    cleaned = cleaner.clean(bounded(html)).strip()
    if UNSETTLED.search(cleaned):
        # What is settled may end elements in another order than they began.
        cleaned = cleaner.clean(_settled(cleaned)).strip()
    return "" if cleaned in EMPTY else cleaned


def _settled(html: str) -> str:
    pieces = [piece for piece in pieces_of(html) if not _is_nothing(piece)]
    passages.settle(pieces)
    pieces = pieces_of(together(quotes.settle(pieces)))
    # The result of one step is read anew by the next: each may write more than one tag in a piece.
    return together(notes.settle(pieces_of(together(figures.settle(pieces)))))


def _is_nothing(piece: Piece) -> bool:
    """What is left of an image whose address was refused."""
    return piece.name == "img" and attribute(piece.attributes, "src") is None


def _cleaner() -> nh3.Cleaner:
    allowed = allowlist_from_extensions(EXTENSIONS)
    allowed["tags"].add("caption")
    allowed["attributes"]["a"] = {"href"}
    # Word and old editors write these; browsers and readers treat them alike.
    allowed["attributes"].setdefault("th", set()).add("scope")
    return nh3.Cleaner(**allowed, attribute_filter=_filter_attribute)


def _filter_attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src":
        return value if _is_own_media(value) else None
    if name == "href":
        return None if links.is_refused(value) or PREVIEW.search(value) else value
    if name == "lang":
        return (tag in passages.MARKED and language_tag(value)) or None
    # A title, which the sanitiser lets through everywhere, shows itself to a mouse alone.
    is_needless = name == "title" or (tag, name) == ("figure", "class") or tag == "span"
    return None if is_needless else value


def _is_own_media(address: str) -> bool:
    """Exactly an image's address: `..` in it could name any other page of the site."""
    own = re.escape(f"/{settings.MEDIA_URL.strip('/')}/images/")
    return re.fullmatch(rf"{own}[\w-]+\.[a-z]+", address) is not None
