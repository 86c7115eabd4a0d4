from urllib.parse import urlencode

from django.db import OperationalError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from psycopg.errors import QueryCanceled

from articles import corrections, forecasts
from articles import series as reading
from articles.facets import with_counts
from articles.filters import chosen_values, filters_from, narrow
from articles.frame import frame_of
from articles.models import Article, ArticleTag, Byline, Page, Person, Topic, Version
from articles.place_names.telling import told
from articles.related import related_to
from articles.scenarios import scenario_of
from articles.search import LAST_PAGE, LONGEST, Question, search
from articles.versions.showing import as_it_was
from ccsis.lib.paging import page_of
from ccsis.lib.reading import for_reading
from ccsis.lib.responses import gone
from ccsis.lib.richtext import links
from ccsis.media.showing import with_library

PAGE_SIZE = 20
CURSORS = ("before", "after")


@for_reading
def article_list(request):
    """All pieces, newest first; `?kind=`, `?region=`, `?year=` and `?language=` leave out the rest."""
    fields = filters_from(request.GET, frame_of(request))
    values = chosen_values(fields)
    context = {
        "heading": _("All pieces"),
        "kind": values.get("kind", ""),
        "filters": fields,
        "narrowed": [field.chosen for field in fields if field.value and field.name != "kind"],
        "is_narrowed": bool(values),
    }
    articles = narrow(Article.objects.published(), fields)
    return _list(request, articles, context, values=values)


@for_reading
def article_search(request):
    """`?q=`: the pieces that answer, the best first, narrowed as the list of all pieces is.

    404 for a page after the last; 503, with the query kept, where the search takes too long.
    """
    question = Question.of(request.GET.get("q", ""))
    fields = filters_from(request.GET, frame_of(request))
    number = _page_number(request.GET.get("page", "1"))
    values = chosen_values(fields)
    address = "?" + urlencode({"q": question.text} | values)
    context = {
        "question": question,
        "filters": fields,
        "values": values,
        "is_narrowed": bool(values),
        "cleared": "?" + urlencode({"q": question.text}),
        "longest": LONGEST,
        "pieces": [],
    }
    try:
        results = search(narrow(Article.objects.published(), fields), question, number)
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        return render(request, "articles/article_search.html", context, status=503)
    if number > 1 and not results.rows:
        raise Http404
    context |= {
        "results": results,
        "filters": with_counts(fields, results.counts),
        "page": {
            "rows": results.rows,
            "newer": f"{address}&page={number - 1}" if number > 1 else "",
            "older": "" if results.is_last else f"{address}&page={number + 1}",
        },
        "pieces": results.rows,
    }
    return render(request, "articles/article_search.html", context)


@for_reading
def article_detail(request, slug):
    """A published piece; a withdrawn one is gone (410), anything else does not exist for readers."""
    article = Article.objects.published().with_everything().filter(slug=slug).first()
    if article is None:
        return gone(request, get_object_or_404(Article.objects.withdrawn(), slug=slug))
    return render(request, "articles/article_detail.html", around(request, article))


@for_reading
def version_detail(request, slug, number):
    """What a published piece said until it was changed; the present version is the piece itself.

    410 for one that staff hide from readers; one that readers never saw does not exist for them.
    """
    article = Article.objects.published().with_everything().filter(slug=slug).first()
    if article is None:
        return gone(request, get_object_or_404(Article.objects.withdrawn(), slug=slug))
    kept = {row["number"] for row in article.version_list}
    if number == max(kept, default=1):
        return redirect(article)
    if number not in kept:
        raise Http404
    version = article.versions.get(number=number)
    if version.state == Version.State.HIDDEN:
        return render(request, "articles/version_hidden.html", {"article": article}, status=410)
    context = {**around(request, as_it_was(article, version)), "version": version}
    response = render(request, "articles/version_detail.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def around(request, article: Article) -> dict:
    """What an article's page shows with it."""
    links.lead([article])
    article.told = told(article)
    place = reading.place_of(with_library(article))
    related = list(
        related_to(article, besides=[part.slug for part in place.readable] if place else [])
    )
    return {
        "article": article,
        "corrections": corrections.corrections_of(article),
        "scenario": scenario_of(article),
        "forecast": forecasts.forecast_of(article),
        "place": place,
        "related": related,
        "pieces": [article, *related, *(place.readable if place else [])],
        "sections": sections_of(article, place),
        "address": request.build_absolute_uri("/").rstrip("/") + article.path,
    }


@for_reading
def correction_list(request):
    """What has been put right in the pieces that are public, the newest first."""
    rows = corrections.for_readers()
    page = page_of(rows, _cursor(request), field="made_at", size=PAGE_SIZE)
    if page.is_moved:
        return redirect(request.path + page.own)
    context = {
        "about": _(
            "What was put right, made clear, added or taken back after a piece had appeared. It is "
            "told here and with the piece."
        ),
        "page": page,
        "pieces": [row.article for row in page.rows],
    }
    return render(request, "articles/correction_list.html", context)


@for_reading
def region_detail(request, slug):
    region = frame_of(request).region(slug)
    if region is None:
        raise Http404
    articles = Article.objects.published().filter(regions=region)
    return _list(request, articles, {"heading": region.name, "standfirst": region.description})


@for_reading
def topic_detail(request, slug):
    """A topic exists for readers once a published piece has it."""
    topic = get_object_or_404(Topic, slug=slug)
    tagged = ArticleTag.objects.filter(tag=topic).values("content_object")
    articles = Article.objects.published().filter(pk__in=tagged)
    return _list(request, articles, {"heading": topic.name}, must_have_some=True)


@for_reading
def series_list(request):
    all_series = list(reading.for_readers())
    context = {
        "all_series": all_series,
        "pieces": reading.readable_parts(all_series),
    }
    return render(request, "articles/series_list.html", context)


@for_reading
def series_detail(request, slug):
    series = get_object_or_404(reading.for_readers(), slug=slug)
    articles = (
        Article.objects.published()
        .with_cards()
        .select_related("forecast")
        .filter(part__series=series)
        .order_by("part__number")
    )
    by_slug = {article.slug: article for article in articles}
    rows = [(part, by_slug.get(part.slug)) for part in reading.parts_of(series)]
    context = {
        "series": series,
        "rows": rows,
        "track": forecasts.track_of(by_slug.values()),
        "pieces": list(by_slug.values()),
        "sections": [reverse("articles:series-list")],
    }
    return render(request, "articles/series_detail.html", context)


@for_reading
def person_detail(request, slug):
    """Who signed something that is published, under a name; nobody else has a page."""
    person = get_object_or_404(Person.objects.named().select_related("photo"), slug=slug)
    signed = Byline.objects.filter(person=person).values("article")
    articles = Article.objects.published().filter(pk__in=signed)
    return _list(
        request,
        articles,
        {"person": person, "heading": person.name},
        template="articles/person_detail.html",
        must_have_some=True,
    )


@for_reading
def page_detail(request, slug):
    page = get_object_or_404(Page.objects.published(), slug=slug)
    links.lead([page])
    return render(request, "articles/page_detail.html", {"page": with_library(page)})


def sections_of(article: Article, place: reading.Place | None) -> list[str]:
    """The addresses of the lists that a piece stands in, as a menu may name them."""
    regions = [reverse("articles:region-detail", args=[row["slug"]]) for row in article.region_list]
    series = [place.series.get_absolute_url(), reverse("articles:series-list")] if place else []
    return [f"{reverse('articles:list')}?kind={article.kind}", *regions, *series]


def _page_number(text: str) -> int:
    """The page of a search that an address asks for; 404 for one that cannot be."""
    numbers = {str(number): number for number in range(1, LAST_PAGE + 1)}
    if text not in numbers:
        raise Http404
    return numbers[text]


def _cursor(request) -> dict[str, str]:
    """Where a page of a list begins, as `page_of` reads it."""
    return {name: request.GET[name] for name in CURSORS if name in request.GET}


def _list(
    request,
    articles,
    context,
    *,
    values=None,
    template="articles/article_list.html",
    must_have_some=False,
):
    """One page of these articles.

    values: what the list was narrowed to. must_have_some: without any, it does not exist (404).
    """
    params = (values or {}) | _cursor(request)
    page = page_of(articles.with_cards(), params, field="published_at", size=PAGE_SIZE)
    if page.is_moved:
        return redirect(request.path + page.own)
    if must_have_some and not page.rows:
        raise Http404
    return render(request, template, {"page": page, "pieces": page.rows, **context})
