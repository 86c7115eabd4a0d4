"""Writes that concern articles and more than one row."""

from urllib.parse import unquote

from django.db import transaction
from django.urls import reverse

from articles.models import RELEASED, Article, OldAddress
from ccsis.identity import IDENTITY


@transaction.atomic
def freeze_bylines(article: Article) -> None:
    """Copy name, title and affiliation of each signer into the byline, once the piece is released.

    A byline that holds a name already is left as it was printed.
    """
    if article.state not in RELEASED:
        return
    for byline in article.bylines.select_related("person").filter(name=""):
        byline.name = byline.person.name
        byline.title = byline.person.title
        byline.affiliation = byline.person.affiliation
        byline.save(update_fields=["name", "title", "affiliation"])


def default_republication_notice() -> str:
    """What an exclusive report says when its editor wrote nothing."""
    return str(IDENTITY.republication_notice)


@transaction.atomic
def keep_old_address(article: Article, old_slug: str) -> None:
    """After a change of slug: the old address redirects, and the new one is nobody's old one."""
    OldAddress.objects.filter(path=_path(article.slug)).delete()
    OldAddress.objects.update_or_create(
        path=_path(old_slug), defaults={"article": article, "page": None}
    )


def _path(slug: str) -> str:
    """As a request's path shows it, without percent signs."""
    return unquote(reverse("articles:detail", args=[slug]))
