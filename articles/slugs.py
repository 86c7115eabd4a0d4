"""Addresses that nobody has."""

from urllib.parse import unquote

from django.utils.text import slugify

from articles.models import OldAddress


def free_slug(model, text: str) -> str:
    """As the desk would make it, and with a number behind it where somebody has it."""
    wanted = slugify(text, allow_unicode=True)[:180] or "w"
    slug, number = wanted, 1
    while _is_taken(model, slug):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _is_taken(model, slug: str) -> bool:
    """By another row, or by an old address that leads on to one."""
    path = unquote(model(slug=slug).get_absolute_url())
    is_old = OldAddress.objects.filter(path=path).exists()
    return is_old or model.objects.filter(slug=slug).exists()
