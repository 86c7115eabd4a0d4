from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ccsis.lib.richtext.addresses import as_references, with_hidden_addresses

register = template.Library()


@register.filter
def entities(text: str) -> SafeString:
    """Write each character as a reference: browsers read it, simple address collectors do not."""
    return mark_safe(as_references(str(text)))  # noqa: S308 (numbers only)


@register.filter
def guarded(text: str) -> SafeString:
    """Plain text for a page, with the mail addresses in it as references."""
    return mark_safe(with_hidden_addresses(escape(text)))  # noqa: S308 (escaped)


@register.filter
def mailto(address: str) -> SafeString:
    """The address of a link that writes to an e-mail address, in references too."""
    return entities(f"mailto:{address}")
