from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models.functions import JSONObject, Lower
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, Tag

from articles.models.addresses import Addressed
from ccsis.publicsite.triggers import RAISES_SITE_VERSION


class Topic(Addressed, Tag):
    """taggit's tag under the name that staff and readers know."""

    address_name = "articles:topic-detail"

    class Meta:
        triggers = RAISES_SITE_VERSION
        proxy = True
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = [Lower("name")]
        permissions = [("merge_topic", _("Can merge topics"))]


class ArticleTag(ItemBase):
    """A topic on an article, with a real foreign key where taggit's own table has a generic one."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="article_tags")
    content_object = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="article_tags"
    )

    class Meta:
        triggers = RAISES_SITE_VERSION
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="article_has_a_topic_once"
            )
        ]


def tag_list():
    """An article's topics as one column of it: objects of name and slug, by name."""
    rows = Tag.objects.filter(article_tags__content_object=models.OuterRef("pk"))
    return ArraySubquery(
        rows.order_by(Lower("name")).values(json=JSONObject(name="name", slug="slug"))
    )
