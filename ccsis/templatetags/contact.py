from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def entities(text: str) -> SafeString:
    """Write each character as a reference: browsers read it, simple address collectors do not."""
    return format_html_join("", "&#{};", ((ord(character),) for character in str(text)))


@register.filter
def mailto(address: str) -> SafeString:
    """The address of a link that writes to an e-mail address, in references too."""
    return entities(f"mailto:{address}")
