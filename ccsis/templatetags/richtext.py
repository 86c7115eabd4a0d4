"""Rich text from the database, made ready for a page."""

from django import template

from ccsis.lib.richtext.document import Document
from ccsis.lib.richtext.document import document as shown_text

register = template.Library()


@register.filter
def document(html: str, language: str = "") -> Document:
    """A text with ids at its headings, their list, and its numbered notes, which the page must show.

    language: of the text, if another than the page's.
    """
    return shown_text(html, language=language)


@register.simple_tag
def entry(html: str, prefix: str, language: str = "", library=None) -> Document:
    """As `document`, for a feed: the ids begin with the prefix, and nothing needs our styles.

    library: the pictures that the view has loaded.
    """
    return shown_text(html, language=language, prefix=prefix, library=library, is_plain=True)


@register.filter
def shown(row, column: str = "body") -> Document:
    """A text of a row, in its language, with the pictures that the view has loaded (`library`)."""
    language, library = getattr(row, "language", ""), getattr(row, "library", None)
    return shown_text(getattr(row, column), language=language, library=library)
