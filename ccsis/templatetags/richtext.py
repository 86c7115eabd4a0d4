"""Rich text from the database, made ready for a page."""

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()

#: A whole tag with its attributes, as the sanitiser writes them: in double quotes, and no bare
#: "<" in text. Matching whole tags keeps a "<img" inside an attribute's value out of reach.
TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:"[^"]*"|[^"<>])*)>')


@register.filter
def rich(html: str) -> SafeString:
    """Show HTML that the sanitiser let through (`ccsis.lib.richtext.clean`, on every way in).

    The only text of the project that is marked as safe. Images load when they come near. A table
    stands in a region of its own that scrolls sideways, by keyboard too.
    """
    tables = depth = 0

    def dressed(match: re.Match) -> str:
        nonlocal tables, depth
        closing, name, attributes = match.groups()
        if name == "img":
            return f'<img loading="lazy"{attributes}>'
        if name != "table":
            return match[0]
        if closing:
            depth -= 1
            return match[0] if depth else f"{match[0]}</div>"
        depth += 1
        if depth > 1:
            return match[0]
        tables += 1
        return _region(tables) + match[0]

    return mark_safe(TAG.sub(dressed, html))  # noqa: S308 (sanitised before it was stored)


def _region(number: int) -> str:
    return format_html(
        '<div class="table" role="region" tabindex="0" aria-label="{}">',
        _("Table %(number)d") % {"number": number},
    )
