from articles.models.articles import Article
from ccsis.publicsite.triggers import RAISES_SITE_VERSION


class ArticleRegion(Article.regions.through):
    """A region of an article: Django's own table between the two, named so that it has triggers."""

    class Meta:
        triggers = RAISES_SITE_VERSION
        proxy = True
        default_permissions = ()
