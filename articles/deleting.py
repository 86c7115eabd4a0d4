"""Deleting articles for good. What staff call deleting is a step that can be undone for a month."""

from collections.abc import Iterable

from django.db import transaction

from articles import drawings
from articles.metadata import headline
from articles.models import Article, SeriesPart


@transaction.atomic
def delete_articles(articles: Iterable[Article]) -> None:
    """Delete articles for good.

    A place in a series that was announced stays announced. Without an announcement, a public piece
    leaves its title there; what readers could not see goes with its place, so that nothing of it
    is told now.
    """
    articles = list(articles)
    drawings.forget(articles)
    for article in articles:
        places = SeriesPart.objects.filter(article=article, title="")
        if article.is_public:
            places.update(title=headline(article)[:200])
        else:
            places.delete()
        article.delete()
