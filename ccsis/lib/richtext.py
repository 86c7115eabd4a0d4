"""Rich text: what the editor offers and what the sanitiser lets through are one definition."""

import re

import nh3
from django.conf import settings
from django_prose_editor.config import allowlist_from_extensions

#: The editor's extensions. Adding one here allows its tags on every way in, and nothing else does.
EXTENSIONS = {
    "Blockquote": True,
    "Bold": True,
    "BulletList": True,
    "Caption": True,
    "Figure": True,
    "HardBreak": True,
    "Heading": {"levels": [2, 3, 4]},
    "HorizontalRule": True,
    "Image": True,
    "Italic": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "ListItem": True,
    "OrderedList": True,
    "Subscript": True,
    "Superscript": True,
    "Table": True,
    "TableCell": True,
    "TableHeader": True,
    "TableRow": True,
}
#: What is left of an image whose address was refused.
NO_ADDRESS = re.compile(r"<img(?![^>]*\ssrc=)[^>]*>")
EMPTY = {"", "<p></p>", "<p><br></p>"}


def clean(html: str) -> str:
    """Return only what EXTENSIONS allow; images only from this site's own media."""
    cleaned = NO_ADDRESS.sub("", _cleaner().clean(html)).strip()
    return "" if cleaned in EMPTY else cleaned


def _cleaner() -> nh3.Cleaner:
    allowed = allowlist_from_extensions(EXTENSIONS)
    # Word and old editors write these; browsers and readers treat them alike.
    allowed["attributes"].setdefault("th", set()).add("scope")
    return nh3.Cleaner(**allowed, attribute_filter=_filter_attribute)


def _filter_attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src":
        return value if _is_own_media(value) else None
    if tag == "figure" and name == "class":
        return None
    return value


def _is_own_media(address: str) -> bool:
    """Exactly an image's address: `..` in it could name any other page of the site."""
    own = re.escape(f"/{settings.MEDIA_URL.strip('/')}/images/")
    return re.fullmatch(rf"{own}[\w-]+\.[a-z]+", address) is not None
