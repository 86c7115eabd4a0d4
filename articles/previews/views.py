"""What somebody outside reads behind a preview link."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.models import Article, PreviewLink
from articles.previews import links
from articles.previews.showing import as_saved
from articles.views import around
from ccsis.lib.responses import secret


@csrf_exempt
@require_safe
def preview(request, token) -> HttpResponse:
    """The piece, or the change, as it is saved now. Once readers can read a piece, it leads there.

    Wrong, ended and revoked links get the same page, as does what was deleted or withdrawn, and a
    change that was published or dropped.
    """
    link = links.link_of(token)
    article = link and _shown(link)
    if article is None:
        return secret(render(request, "articles/preview_dead.html", status=404))
    if article.is_public and not article.pending_of_id:
        return secret(redirect(article))
    shown = as_saved(article)
    context = {**around(request, shown), "address": "", "link": link}
    return secret(render(request, "articles/preview.html", context))


def _shown(link: PreviewLink) -> Article | None:
    article = Article.objects.select_related("pending_of").filter(pk=link.article_id).first()
    if article is None or not (article.is_public or links.may_be_previewed(article)):
        return None
    return article
