"""One item of an export, as WordPress wrote it."""

from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from articles.wordpress.text import shown

MAX_NUMBER = 2**63 - 1


class RefusedError(Exception):
    """The file as a whole cannot be imported. The message is one line for staff."""


@dataclass(slots=True)
class Term:
    """A category, tag or other term of an item, as it stands there."""

    domain: str
    slug: str
    name: str


@dataclass(slots=True)
class Item:
    """One post, page, attachment or whatever else WordPress keeps as a post."""

    position: int
    number: int
    type: str
    status: str
    title: str
    slug: str
    link: str
    guid: str
    pub_date: str
    creator: str
    content: str
    excerpt: str
    date: str
    date_gmt: str
    password: str
    parent: int
    attachment_url: str
    comments: int
    terms: list[Term] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)

    def __str__(self):
        return _("item %(number)s “%(title)s”") % {
            "number": self.number,
            "title": shown(self.title),
        }


@lru_cache(maxsize=512)
def key_of(tag: str) -> str:
    """Short name of an element: "title", "wp:post_id", "content:encoded", whatever the version."""
    space, closing, name = tag.rpartition("}")
    if not closing:
        return name
    if space.startswith("{http://wordpress.org/export/"):
        return f"excerpt:{name}" if space.endswith("/excerpt/") else f"wp:{name}"
    if space == "{http://purl.org/dc/elements/1.1/":
        return f"dc:{name}"
    return f"{space.rstrip('/').rpartition('/')[2]}:{name}"


def item_of(element: Element, position: int) -> Item:
    """Raises RefusedError if the item has no number by which it could be known again."""
    texts = texts_of(element)
    number = texts.get("wp:post_id", "").strip()
    if not (number.isascii() and number.isdecimal() and 0 < int(number[:20]) <= MAX_NUMBER):
        text = _("Item %(position)d of the file, “%(title)s”, has no usable number (wp:post_id).")
        raise RefusedError(text % {"position": position, "title": shown(texts.get("title", ""))})
    parent = texts.get("wp:post_parent", "").strip()
    return Item(
        position=position,
        number=int(number),
        type=texts.get("wp:post_type", "").strip(),
        status=texts.get("wp:status", "").strip(),
        title=texts.get("title", ""),
        slug=texts.get("wp:post_name", "").strip(),
        link=texts.get("link", "").strip(),
        guid=texts.get("guid", "").strip(),
        pub_date=texts.get("pubDate", "").strip(),
        creator=texts.get("dc:creator", "").strip(),
        content=texts.get("content:encoded", ""),
        excerpt=texts.get("excerpt:encoded", ""),
        date=texts.get("wp:post_date", "").strip(),
        date_gmt=texts.get("wp:post_date_gmt", "").strip(),
        password=texts.get("wp:post_password", ""),
        parent=int(parent) if parent.isascii() and parent.isdecimal() and len(parent) < 19 else 0,
        attachment_url=texts.get("wp:attachment_url", "").strip(),
        comments=sum(key_of(child.tag) == "wp:comment" for child in element),
        terms=[_term_of(child) for child in element if child.tag == "category"],
        meta=_meta_of(element),
    )


def texts_of(element: Element) -> dict[str, str]:
    return {key_of(child.tag): child.text or "" for child in element}


def _term_of(element: Element) -> Term:
    name = (element.text or "").strip()
    return Term(element.get("domain", ""), element.get("nicename", "").strip(), name)


def _meta_of(element: Element) -> dict[str, str]:
    pairs = (texts_of(child) for child in element if key_of(child.tag) == "wp:postmeta")
    return {pair.get("wp:meta_key", ""): pair.get("wp:meta_value", "") for pair in pairs}
