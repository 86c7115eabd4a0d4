"""Planning a series: its parts are put in order, and drafts of them are begun."""

import re

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article, Series, SeriesPart, State
from articles.slugs import free_slug
from ccsis.workflow.transitions import Refused


@transaction.atomic
def move_part(series: Series, pk: int, *, up: bool) -> None:
    """Let a part change places with the one before it (up) or after it. Raises Refused."""
    # Who moves another one of its parts at this moment is waited for.
    Series.objects.select_for_update().get(pk=series.pk)
    parts = list(SeriesPart.objects.filter(series=series).order_by("number"))
    place = next((place for place, part in enumerate(parts) if part.pk == pk), None)
    if place is None:
        raise Refused(_("This part is not there any more."))
    other = place - 1 if up else place + 1
    if not 0 <= other < len(parts):
        raise Refused(_("It cannot go further: it is at the end already."))
    one, two = parts[place], parts[other]
    for part, number in ((one, two.number), (two, one.number)):
        SeriesPart.objects.filter(pk=part.pk).update(number=number)


@transaction.atomic
def begin_part(series: Series, pk: int, *, by: AbstractBaseUser) -> Article:
    """A draft with what was announced of a part; one that has been begun is returned as it is.

    Raises Refused. Readers see the announcement until the piece is public.
    """
    if not by.has_perm("articles.add_article"):
        raise Refused(_("You may not write pieces."))
    part = SeriesPart.objects.select_for_update().filter(series=series, pk=pk).first()
    if part is None:
        raise Refused(_("This part is not there any more."))
    if part.article_id is None:
        if not re.search(r"\w", part.title):
            raise Refused(_("First give this part a title with letters in it."))
        part.article = Article.objects.create(
            title=part.title,
            standfirst=part.standfirst,
            slug=free_slug(Article, part.title),
            state=State.DRAFT,
            created_by=by,
            edited_by=by,
        )
        part.save(update_fields=["article"])
    return part.article
