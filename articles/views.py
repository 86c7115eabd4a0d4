from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from articles.models import Article, Kind, Page, Region, Topic
from ccsis.lib.paging import page_of
from ccsis.lib.reading import for_reading
from ccsis.lib.responses import gone

PAGE_SIZE = 20


@for_reading
def article_list(request):
    """All pieces, newest first; `?kind=` leaves those of one kind."""
    articles = Article.objects.published()
    kind = request.GET.get("kind", "")
    if not kind:
        return _list(request, articles, {"heading": _("All pieces"), "kind": ""})
    if kind not in Kind.values:
        raise Http404
    articles, heading = articles.filter(kind=kind), Kind(kind).label
    return _list(request, articles, {"heading": heading, "kind": kind})


@for_reading
def article_detail(request, slug):
    """A published piece; a withdrawn one is gone (410), anything else does not exist for readers."""
    article = Article.objects.published().with_everything().filter(slug=slug).first()
    if article:
        return render(request, "articles/article_detail.html", {"article": article})
    return gone(request, get_object_or_404(Article.objects.withdrawn(), slug=slug))


@for_reading
def region_detail(request, slug):
    region = get_object_or_404(Region, slug=slug)
    articles = Article.objects.published().filter(regions=region)
    return _list(request, articles, {"heading": region.name, "standfirst": region.description})


@for_reading
def topic_detail(request, slug):
    """A topic exists for readers once a published piece has it."""
    topic = get_object_or_404(Topic, slug=slug)
    articles = Article.objects.published().filter(article_tags__tag=topic)
    if not articles.exists():
        raise Http404
    return _list(request, articles, {"heading": topic.name})


@for_reading
def page_detail(request, slug):
    page = get_object_or_404(Page.objects.published(), slug=slug)
    return render(request, "articles/page_detail.html", {"page": page})


def _list(request, articles, context):
    page = page_of(articles.with_cards(), request.GET, field="published_at", size=PAGE_SIZE)
    return render(
        request, "articles/article_list.html", {"page": page, "pieces": page.rows, **context}
    )
