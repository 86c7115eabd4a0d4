"""The plan of a series: how each part stands, in which order, and its draft begun."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import series as reading
from articles.admin.visibility import brief
from articles.models import Article, Series, SeriesPart
from articles.planning import begin_part, move_part
from ccsis.workflow.transitions import Refused

TEMPLATE = "admin/articles/series/plan.html"
#: When a piece is published that is begun for a day, unless somebody says another hour.
HOUR = time(9)


@dataclass(frozen=True)
class Row:
    part: SeriesPart
    title: str
    said: str
    #: The piece's page at the desk, for who may see it.
    url: str
    may_begin: bool


def initial_of(request) -> dict:
    """Of a new piece: `?on=2026-11-30` is the day for which it is begun."""
    try:
        day = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return {}
    return {"published_at": datetime.combine(day, HOUR, timezone.get_current_timezone())}


def urls(desk: admin.ModelAdmin) -> list:
    view = desk.admin_site.admin_view(partial(series_plan, desk))
    return [path("<int:pk>/plan/", view, name="articles_series_plan")]


def series_plan(desk: admin.ModelAdmin, request, pk: int):
    """Show the plan; POST moves a part (`up`, `down`), begins its draft (`begin`) or announces today."""
    series = get_object_or_404(Series, pk=pk)
    if not desk.has_view_permission(request, series):
        raise PermissionDenied
    if request.method == "POST":
        if not desk.has_change_permission(request, series):
            raise PermissionDenied
        return HttpResponseRedirect(_done(request, series))
    is_there = is_known(series)
    context = {
        **desk.admin_site.each_context(request),
        "opts": Series._meta,
        "title": _("Plan of a series"),
        "subtitle": series.title,
        "series": series,
        "rows": rows_of(desk, request, series),
        "known": known_in_words(series, is_there),
        "may_announce": not is_there,
        "may_change": desk.has_change_permission(request, series),
    }
    return TemplateResponse(request, TEMPLATE, context)


def rows_of(desk, request, series: Series) -> list[Row]:
    """The parts by their numbers. Of a piece that this person may not see, only how it stands."""
    pieces = desk.admin_site.get_model_admin(Article).get_queryset(request)
    seen = set(pieces.filter(part__series=series).values_list("pk", flat=True))
    parts = series.parts.select_related("article").defer("article__body").order_by("number")
    may_begin = request.user.has_perm("articles.add_article")
    return [_row(part, part.article_id in seen, may_begin) for part in parts]


def is_known(series: Series) -> bool:
    return reading.for_readers().filter(pk=series.pk).exists()


def known_in_words(series: Series, is_there: bool) -> str:
    """Whether readers know of a series, and from when on."""
    day = series.announced_on and date_format(series.announced_on, "j F Y")
    if is_there:
        text = gettext("Readers know of this series: it has a page and stands in the list.")
        return f"{text} {gettext('Announced on %s.') % day}" if day else text
    if day:
        return gettext("Nobody outside sees this series before %s.") % day
    return gettext(
        "Nobody outside sees this series yet: it has no day of announcement, and no part with an "
        "announced title or a public piece."
    )


def standing_of(part: SeriesPart) -> str:
    """Of a part in a few words: not begun, a draft, scheduled for a time, public since a day."""
    article = part.article
    if article is None:
        return gettext("Not begun")
    if article.is_released and not article.is_due and article.published_at:
        at = date_format(timezone.localtime(article.published_at), "j M Y, H:i")
        return gettext("Scheduled for %s") % at
    return brief(article)


def _row(part: SeriesPart, is_seen: bool, may_begin: bool) -> Row:
    article = part.article
    title = article.title if is_seen else part.title
    url = reverse("admin:articles_article_change", args=[article.pk]) if is_seen else ""
    return Row(
        part,
        title or gettext("Part %(number)d") % {"number": part.number},
        standing_of(part),
        url,
        may_begin and article is None,
    )


def _done(request, series: Series) -> str:
    """Where to go after what was asked for was done, or was refused with a reason."""
    here = reverse("admin:articles_series_plan", args=[series.pk])
    try:
        return _do(request, series, here)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return here


def _do(request, series: Series, here: str) -> str:
    for name in ("up", "down"):
        if name in request.POST:
            pk = _key(request.POST[name])
            move_part(series, pk, up=name == "up")
            return f"{here}#part-{pk}"
    if "begin" in request.POST:
        article = begin_part(series, _key(request.POST["begin"]), by=request.user)
        return reverse("admin:articles_article_change", args=[article.pk])
    if "announce" in request.POST:
        today = timezone.localdate()
        # The form sent once more changes no day that readers have been told.
        unknown = Q(announced_on=None) | Q(announced_on__gt=today)
        Series.objects.filter(unknown, pk=series.pk).update(announced_on=today)
        messages.success(request, gettext("Readers know of this series from now on."))
    return here


def _key(text: str) -> int:
    """0 is nobody's."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0
