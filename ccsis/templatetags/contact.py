from django import template
from django.utils.safestring import SafeString, mark_safe

from ccsis.lib.richtext.addresses import as_references

register = template.Library()


@register.filter
def entities(text: str) -> SafeString:
    """Write each character as a reference: browsers read it, simple address collectors do not."""
    return mark_safe(as_references(str(text)))  # noqa: S308 (numbers only)


@register.filter
def mailto(address: str) -> SafeString:
    """The address of a link that writes to an e-mail address, in references too."""
    return entities(f"mailto:{address}")
