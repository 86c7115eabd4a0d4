"""The menus of a page. Nothing here runs a query: the frame has them (`articles.frame`)."""

from django import template

from articles.menus import Entry, first_footer, first_navigation, marks

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation(context, entries) -> list[tuple[Entry, str]]:
    """The entries, each with its `aria-current`; those of a new site where nobody could be asked.

    context: `sections`, addresses that the piece on screen belongs to; `nowhere`, on a page that
    is at no address of ours.
    """
    entries = entries or first_navigation()
    request = context.get("request")
    if request is None or context.get("nowhere"):
        return [(entry, "") for entry in entries]
    sections = context.get("sections", [])
    return list(
        zip(entries, marks(entries, request.path, request.GET.items(), sections), strict=True)
    )


@register.simple_tag
def footer(entries) -> list[Entry]:
    """The entries, which may be none; those of a new site where nobody could be asked."""
    return entries if isinstance(entries, list) else first_footer()
