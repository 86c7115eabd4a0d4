"""What the checks found (`articles.checks`), beside the button and while a piece is written."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from articles.checks import Report, report_on, reports_on
from articles.checks.subjects import of_form
from articles.models import Article

TEMPLATE = "admin/articles/article/_checks.html"
#: Steps before which a piece is looked through, and those that what blocks keeps from being taken.
LOOKED_THROUGH = {"submit", "release", "publish"}
BLOCKED = {"release", "publish"}


def urls(desk) -> list:
    """For the form of a new piece and for that of each piece."""

    def bound(request, pk=None):
        return check(desk, request, pk)

    wrapped = desk.admin_site.admin_view(require_POST(bound))
    return [
        path("check/", wrapped, name="articles_article_check_new"),
        path("<int:pk>/check/", wrapped, name="articles_article_check"),
    ]


def check(desk, request: HttpRequest, pk: int | None) -> JsonResponse:
    """What the checks find in the form that is sent. It is not saved."""
    article = desk.get_queryset(request).filter(pk=pk).first() if pk else None
    if pk and article is None:
        raise Http404
    is_allowed = (
        desk.has_change_permission(request, article) if pk else desk.has_add_permission(request)
    )
    if not is_allowed:
        raise PermissionDenied
    context = {"report": report_on(of_form(request.POST)), "is_live": True}
    return JsonResponse({"html": render_to_string(TEMPLATE, context, request)})


def in_the_form(request: HttpRequest, article: Article | None) -> dict:
    """The context of the form: what was sent is checked, else what is saved; of nothing, nothing."""
    if article is None:
        address = reverse("admin:articles_article_check_new")
    else:
        address = reverse("admin:articles_article_check", args=[article.pk])
    is_sent = request.method == "POST"
    report = report_on(of_form(request.POST)) if is_sent else article and _saved(article)
    return {"address": address, "report": report, "is_live": is_sent}


def before_a_step(article: Article, name: str) -> dict:
    """The context of a step's page."""
    report = _saved(article) if name in LOOKED_THROUGH else None
    return {
        "report": report,
        "form_page": reverse("admin:articles_article_change", args=[article.pk]),
        "is_blocked": bool(report and report.blocking) and name in BLOCKED,
    }


def blocked(articles: list[Article], name: str) -> dict[Article, Report]:
    """Those of several pieces with which a step cannot be taken, and why."""
    reports = reports_on(articles) if name in BLOCKED else {}
    return {a: reports[a.pk] for a in articles if a.pk in reports and reports[a.pk].blocking}


def _saved(article: Article) -> Report:
    return reports_on([article])[article.pk]
