"""Text of the old site: without marks, without characters that no page should carry."""

import html
import re
import unicodedata
from urllib.parse import SplitResult, unquote, urlsplit

import nh3
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.wordpress.bounds import bounded

#: Control characters but tab and newline, lone surrogates, and code points that are no characters.
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
#: Where these stand, words do not touch.
BREAK = re.compile(r"<(?=/?(?:br|div|h[1-6]|li|p)\b)", re.IGNORECASE)
SHOWN = 70


def names(text: str) -> frozenset[str]:
    """A set of names, written as one reads them."""
    return frozenset(text.split())


def plain(markup: str) -> str:
    """The words of a title, name or excerpt that may hold marks and character references."""
    apart, _lost = bounded(BREAK.sub(" <", markup))
    text = html.unescape(nh3.clean(apart, tags=set(), link_rel=None))
    return unicodedata.normalize("NFC", " ".join(without_controls(text).split()))


def without_controls(text: str) -> str:
    return UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def shown(title: str) -> str:
    """A title as a line of the report names it."""
    text = plain(title)
    if not text:
        return _("(no title)")
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"


def slug_of(address_part: str) -> str:
    """A slug of ours from one of WordPress's, which may be percent-encoded."""
    text = unicodedata.normalize("NFC", unquote(address_part, errors="replace")).lower()
    return re.sub(r"[^\w-]+", "-", text).strip("-")


def slug_from_title(title: str) -> str:
    return slugify(title, allow_unicode=True)


def split(address: str) -> SplitResult:
    """The parts of an address; of one that cannot be read, empty parts."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")
