"""The pieces on the desk's home page: mine, waiting for review, scheduled, released lately."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from articles import forecasts
from articles.models import IN_WRITING, RELEASED, Article, State
from ccsis.lib.queues import LENGTH, Queue, Row

LIST = "admin:articles_article_changelist"


def queues(request: HttpRequest) -> list[Queue]:
    """For those who may see pieces; who may not edit those of others sees their own."""
    user = request.user
    if not (user.has_perm("articles.view_article") or user.has_perm("articles.change_article")):
        return []
    seen = seen_by(user)
    return [
        Queue(
            gettext("Yours, not released yet"),
            _rows(_mine(user)),
            gettext("Nothing of yours is being written."),
        ),
        _queue(gettext("Waiting for review"), "in-review", _in_review(seen)),
        _queue(gettext("Changes being written"), "changed", _changes(seen)),
        _queue(gettext("Scheduled"), "scheduled", _scheduled(seen)),
        _queue(gettext("Released lately"), "public", _released(seen)),
        *_forecasts(user),
    ]


def _forecasts(user) -> list[Queue]:
    """For those who resolve them."""
    if not user.has_perm("articles.resolve_forecast"):
        return []
    rows = [_forecast_row(article) for article in forecasts.waiting()[:LENGTH]]
    return [Queue(gettext("Forecasts to resolve"), rows)]


def _forecast_row(article: Article) -> Row:
    url = reverse("admin:articles_article_step", args=[article.pk, "resolve"])
    day = date_format(article.forecast.due_on, "j F Y")
    return Row(article.title, url, gettext("its day was %s") % day)


def seen_by(user) -> QuerySet[Article]:
    rows = Article.objects.kept().defer("body")
    rows = rows.select_related("edited_by")
    if user.has_perm("articles.edit_any_article"):
        return rows
    return rows.filter(Q(created_by=user) | Q(pending_of__created_by=user))


def _mine(user) -> QuerySet[Article]:
    own = Q(created_by=user) | Q(edited_by=user)
    return (
        Article.objects.kept()
        .filter(own, state__in=IN_WRITING)
        .defer("body")
        .select_related("edited_by")
        .order_by("-changed_at")
    )


def _in_review(rows: QuerySet[Article]) -> QuerySet[Article]:
    """Those that wait longest come first."""
    return rows.filter(state=State.IN_REVIEW).order_by("changed_at")


def _changes(rows: QuerySet[Article]) -> QuerySet[Article]:
    return rows.filter(pending_of__isnull=False, state=State.DRAFT).order_by("-changed_at")


def _scheduled(rows: QuerySet[Article]) -> QuerySet[Article]:
    return rows.filter(state__in=RELEASED, published_at__gt=timezone.now()).order_by("published_at")


def _released(rows: QuerySet[Article]) -> QuerySet[Article]:
    return rows.published().order_by("-published_at")


def _queue(title: str, standing: str, rows: QuerySet[Article]) -> Queue:
    return Queue(title, _rows(rows), more_url=f"{reverse(LIST)}?standing={standing}")


def _rows(articles: QuerySet[Article]) -> list[Row]:
    return [_row(article) for article in articles[:LENGTH]]


def _row(article: Article) -> Row:
    url = reverse("admin:articles_article_change", args=[article.pk])
    is_timed = article.state in RELEASED
    return Row(
        article.title, url, _note(article), article.published_at if is_timed else article.changed_at
    )


def _note(article: Article) -> str:
    """What it is and where it stands, as far as its queue does not say so."""
    if article.state in RELEASED:
        return str(article.get_kind_display())
    words = [gettext("a change") if article.pending_of_id else str(article.get_kind_display())]
    words.append(str(article.get_state_display()))
    if article.edited_by:
        name = article.edited_by.get_full_name() or article.edited_by.get_username()
        words.append(gettext("last saved by %s") % name)
    return ", ".join(words)
