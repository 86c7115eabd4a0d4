"""Where the desk shows a piece before readers see it."""

from django.urls import reverse

from articles.models import Article
from articles.previews import links

#: `?as=found`: how the piece is found and shared.
AS, FOUND = "as", "found"


def addresses(article: Article | None) -> dict[str, str]:
    """For the page of a piece: where its previews are, and its links, if it can have any."""
    name, arguments = "admin:articles_article_preview", [article.pk] if article else []
    look = reverse(name if article else f"{name}_new", args=arguments)
    has_links = article is not None and links.may_be_previewed(article)
    return {
        "preview": look,
        "found": f"{look}?{AS}={FOUND}",
        "links": reverse("admin:articles_article_links", args=arguments) if has_links else "",
    }
