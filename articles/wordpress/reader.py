"""WordPress's export format (WXR), read one item at a time.

It is RSS 2.0 with elements of its own, as `wp-admin/includes/export.php` of WordPress writes them.
"""

import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException, DTDForbidden
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.wordpress.items import Item, RefusedError, Term, item_of, key_of, texts_of
from articles.wordpress.text import shown
from articles.wordpress.withheld import NOTHING_HIDDEN, Hidden

VERSIONS = ("1.0", "1.1", "1.2")
#: A single item above this is no article: "War and Peace" has 3 MB.
MAX_ITEM_BYTES = 8 * 1024 * 1024
#: What other kinds of file begin with, so that the refusal can say what was sent.
SIGNATURES = {
    b"\x1f\x8b": gettext_lazy("compressed (gzip)"),
    b"PK\x03\x04": gettext_lazy("a ZIP archive"),
    b"%PDF": gettext_lazy("a PDF"),
    b"BZh": gettext_lazy("compressed (bzip2)"),
    b"\xfd7zXZ": gettext_lazy("compressed (xz)"),
}
WEB_PAGE = re.compile(
    rb"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
BYTE_ORDER_MARKS = b"\xef\xbb\xbf\xfe\xff"


@dataclass(slots=True)
class Header:
    """What an export says about its site before the first item."""

    addresses: dict[str, str] = field(default_factory=dict)
    #: login: name as displayed. E-mail addresses are never kept.
    authors: dict[str, str] = field(default_factory=dict)
    categories: list[Term] = field(default_factory=list)
    version: str = ""

    @property
    def address(self) -> str:
        """The old site's own address, the blog's before the network's."""
        names = ("wp:base_blog_url", "link", "wp:base_site_url")
        return next((self.addresses[name] for name in names if self.addresses.get(name)), "")


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open an export for reading. Raises RefusedError for what cannot be one."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            kind = _("a folder") if stat.S_ISDIR(mode) else _("not an ordinary file")
            raise RefusedError(_("%(path)s is %(kind)s.") % {"path": path, "kind": kind})
        file = path.open("rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        text = _("%(path)s cannot be read: %(reason)s.")
        raise RefusedError(text % {"path": path, "reason": reason}) from error
    with file:
        _check_beginning(file, path)
        yield file


def _check_beginning(file: BinaryIO, path: Path) -> None:
    beginning = file.read(512)
    file.seek(0)
    if not beginning.strip():
        raise RefusedError(_("%(path)s is empty.") % {"path": path})
    for signature, kind in SIGNATURES.items():
        if beginning.startswith(signature):
            text = _("%(path)s is %(kind)s. Unpack the export (an .xml file) from it first.")
            raise RefusedError(text % {"path": path, "kind": kind})
    if WEB_PAGE.match(beginning.lstrip(BYTE_ORDER_MARKS).replace(b"\0", b"")):
        raise RefusedError(_not_an_export("html"))


class Export:
    """One reading of an export: `items()` yields each item and forgets it, `header` fills up."""

    def __init__(self, file: BinaryIO, on_read=lambda count: None, hidden=NOTHING_HIDDEN):
        self._hidden = hidden
        self.header = Header()
        self._stack: list[Element] = []
        self._position = 0
        self._file = _Watched(file, on_read, self._place)

    def items(self) -> Iterator[Item]:
        """Yield the items in order. Raises RefusedError where the file is not a sound export."""
        for event, element in self._events():
            if event == "start":
                self._open(element)
                continue
            self._stack.pop()
            if len(self._stack) == 2:
                yield from self._close(element)
                self._stack[1].clear()
        if not self.header.version:
            raise RefusedError(_not_an_export())

    def _open(self, element: Element) -> None:
        self._stack.append(element)
        depth = len(self._stack)
        if depth == 1 and element.tag != "rss":
            raise RefusedError(_not_an_export(element.tag))
        if depth == 3 and element.tag == "item" and not self.header.version:
            raise RefusedError(_not_an_export())

    def _close(self, element: Element) -> Iterator[Item]:
        """Handle a finished child of the channel."""
        self._file.forget()
        key = key_of(element.tag)
        if key == "item":
            self._position += 1
            yield self._hidden.item(item_of(element, self._position))
        else:
            _read_header(self.header, key, element, self._hidden)

    def _events(self):
        try:
            yield from iterparse(self._file, events=("start", "end"), forbid_dtd=True)
        except DefusedXmlException as error:
            raise RefusedError(_forbidden(error)) from error
        except ParseError as error:
            raise RefusedError(self._damage(error)) from error
        except (LookupError, ValueError) as error:
            text = _("The file's encoding cannot be read (%(reason)s). Save it as UTF-8.")
            raise RefusedError(text % {"reason": error}) from error

    def _damage(self, error: ParseError) -> str:
        line, column = error.position
        return _(
            "The file is damaged at line %(line)d, column %(column)d: %(reason)s%(place)s."
        ) % {
            "line": line,
            "column": column + 1,
            "reason": _reason(error),
            "place": self._place(),
        }

    def _place(self) -> str:
        """Name the item that was being read, from what of it had arrived."""
        if len(self._stack) < 3 or self._stack[2].tag != "item":
            return ""
        texts = texts_of(self._stack[2])
        number = texts.get("wp:post_id") or texts.get("guid", "").rpartition("=")[2]
        return _(", in item %(position)d of the file (number %(number)s, “%(title)s”)") % {
            "position": self._position + 1,
            "number": number or "?",
            "title": shown(texts.get("title", "")),
        }


class _Watched:
    """A file that tells how much was read, and refuses an endless item."""

    def __init__(self, file: BinaryIO, on_read, place):
        self._file, self._on_read, self._place = file, on_read, place
        self._since = 0

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self._since += len(data)
        if self._since > MAX_ITEM_BYTES:
            limit = MAX_ITEM_BYTES // 1024 // 1024
            text = _(
                "An item has more than %(limit)d MB, near byte %(byte)d%(place)s. "
                "No article is so long."
            )
            where = {"byte": self._file.tell(), "place": self._place()}
            raise RefusedError(text % ({"limit": limit} | where))
        self._on_read(len(data))
        return data

    def forget(self) -> None:
        self._since = 0


def _read_header(header: Header, key: str, element: Element, hidden: Hidden) -> None:
    texts = texts_of(element)
    if key in {"link", "wp:base_site_url", "wp:base_blog_url"}:
        header.addresses[key] = (element.text or "").strip()
    elif key == "wp:wxr_version":
        header.version = _known_version((element.text or "").strip())
    elif key == "wp:author":
        header.authors[texts.get("wp:author_login", "").strip()] = _author_name(texts)
    elif key == "wp:category":
        slug, name = texts.get("wp:category_nicename", ""), texts.get("wp:cat_name", "")
        term = Term("category", slug.strip(), name.strip())
        header.categories.append(hidden.term(term))


def _author_name(texts: dict[str, str]) -> str:
    parts = (texts.get("wp:author_first_name", ""), texts.get("wp:author_last_name", ""))
    return texts.get("wp:author_display_name", "").strip() or " ".join(parts).strip()


def _known_version(version: str) -> str:
    if version not in VERSIONS:
        text = _("This export has version %(version)s; versions %(known)s can be read.")
        raise RefusedError(text % {"version": shown(version) or "?", "known": ", ".join(VERSIONS)})
    return version


def _not_an_export(root: str = "") -> str:
    if root.lower().endswith("html"):
        return _("This is a web page (HTML), not a WordPress export.")
    if root:
        return _("This is XML (“%(root)s”), but not a WordPress export.") % {"root": shown(root)}
    return _("This is a feed (RSS), but not a WordPress export: it has no wp:wxr_version.")


def _forbidden(error: DefusedXmlException) -> str:
    if isinstance(error, DTDForbidden) and str(error.name).lower() == "html":
        return _not_an_export("html")
    return _("The file declares a document type or entities, which a WordPress export never does.")


def _reason(error: ParseError) -> str:
    reasons = {
        2: _("a mark is missing or stands where none belongs"),
        3: _("it ends too early"),
        4: _("a character that XML forbids (such as NUL), a stray < or another encoding"),
        7: _("a mark is closed that was not opened"),
        14: _("a character that XML forbids"),
    }
    return reasons.get(error.code, str(error).partition(":")[0])
