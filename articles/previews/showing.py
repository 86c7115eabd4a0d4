"""A piece as readers would see it if it were public now. What is made here is never saved."""

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from articles.versions.content import content_of
from articles.versions.showing import saying


def as_saved(article: Article) -> Article:
    """A piece, or the piece with a change of it. Raises Article.DoesNotExist if it is gone."""
    shown = loaded(article.piece.pk)
    if article.pending_of_id:
        shown = saying(shown, content_of(article))
        shown.slug = article.slug
    return presentable(shown)


def loaded(pk: int) -> Article:
    return Article.objects.with_everything().get(pk=pk)


def presentable(article: Article) -> Article:
    """With what a public piece always has."""
    article.title = article.title.strip() or _("(no title yet)")
    article.published_at = article.published_at or timezone.now()
    return article
