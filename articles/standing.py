"""The pages that a new site starts with (`IDENTITY.pages`), and their texts as rich text."""

from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ccsis.identity import IDENTITY

#: Their slugs. Error pages lead to them even when the database is away, so they have to stay.
STANDING = {slug for slug, *_rest in IDENTITY.pages}


def body_of(content: tuple[str | tuple[str, str], ...]) -> SafeString:
    """Paragraphs, and sections as (heading, paragraph). Our e-mail address becomes a link."""
    return format_html_join("", "{}", ((_block(block),) for block in content))


def create_missing(page: type[Model], old_address: type[Model]) -> None:
    """Make those that are not there; an address that redirects to something else is left alone."""
    for slug, title, content in IDENTITY.pages:
        if not old_address.objects.filter(path=f"/{slug}/").exists():
            start = {"title": title, "body": body_of(content), "is_public": True}
            page.objects.get_or_create(slug=slug, defaults=start)


def _block(block: str | tuple[str, str]) -> SafeString:
    if isinstance(block, str):
        return format_html("<p>{}</p>", _linked(block))
    heading, text = block
    return format_html("<h2>{}</h2><p>{}</p>", heading, _linked(text))


def _linked(text: str) -> SafeString:
    link = format_html('<a href="mailto:{0}">{0}</a>', IDENTITY.email)
    return format_html_join(link, "{}", ((part,) for part in text.split(IDENTITY.email)))
