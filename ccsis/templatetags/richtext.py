"""Rich text from the database, made ready for a page."""

from django import template

from ccsis.lib.richtext.document import Document
from ccsis.lib.richtext.document import document as shown

register = template.Library()


@register.filter
def document(html: str, language: str = "") -> Document:
    """A text with ids at its headings, their list, and its numbered notes, which the page must show.

    language: of the text, if another than the page's.
    """
    return shown(html, language=language)


@register.simple_tag
def entry(html: str, prefix: str, language: str = "") -> Document:
    """As `document`, for a feed: the ids begin with the prefix, and nothing needs our styles."""
    return shown(html, language=language, prefix=prefix, is_plain=True)
