"""What was and will be published, and what is planned, in the desk's calendar."""

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from articles.models import RELEASED, Article, Language, Series, SeriesPart, State
from articles.queues import seen_by
from ccsis.lib.agenda import Agenda, Beginning, Days, Entry, Sign


def agenda(request: HttpRequest, days: Days) -> Agenda:
    """Pieces for those who see them, an author's own ones; series for those who arrange them."""
    user = request.user
    entries = []
    if user.has_perm("articles.view_article") or user.has_perm("articles.change_article"):
        entries += _of_pieces(user, days)
    if user.has_perm("articles.view_series") or user.has_perm("articles.change_series"):
        entries += [*_of_series(days), *_of_parts(days)]
    return Agenda(entries, _beginnings(user))


def _beginnings(user) -> list[Beginning]:
    if not user.has_perm("articles.add_article"):
        return []
    return [Beginning(gettext("New piece"), f"{reverse('admin:articles_article_add')}?on=")]


def _of_pieces(user, days: Days) -> list[Entry]:
    """A pending change has no time: it is public once it is published."""
    start, end = days.instants
    dated = Q(published_at__gte=start, published_at__lt=end)
    ending = Q(state__in=RELEASED, unpublish_at__gte=start, unpublish_at__lt=end)
    rows = seen_by(user).filter(dated | ending, pending_of=None)
    return [entry for article in rows for entry in _of_piece(article, days)]


def _of_piece(article: Article, days: Days) -> list[Entry]:
    named = {
        "url": reverse("admin:articles_article_change", args=[article.pk]),
        "language": "" if article.language == Language.ENGLISH else article.language,
    }
    entries = []
    if days.hold(article.published_at):
        said, sign = _standing(article)
        entries.append(Entry.moment(article.published_at, article.title, said, sign, **named))
    if article.state in RELEASED and days.hold(article.unpublish_at):
        said = gettext("publication ended") if article.is_over else gettext("publication ends")
        sign = Sign.DONE if article.is_over else Sign.COMING
        entries.append(Entry.moment(article.unpublish_at, article.title, said, sign, **named))
    return entries


def _standing(article: Article) -> tuple[str, Sign]:
    """On the day of its publication."""
    if article.is_in_writing:
        told = {"state": article.get_state_display()}
        if article.is_due:
            return gettext("not released, though its time has come (%(state)s)") % told, Sign.OPEN
        return gettext("scheduled, but not released (%(state)s)") % told, Sign.OPEN
    if article.state == State.WITHDRAWN:
        return gettext("published, withdrawn since"), Sign.DONE
    if article.state == State.RETRACTED:
        return gettext("published, retracted since"), Sign.DONE
    return (
        (gettext("published"), Sign.DONE) if article.is_due else (gettext("scheduled"), Sign.COMING)
    )


def _of_series(days: Days) -> list[Entry]:
    rows = Series.objects.filter(announced_on__range=(days.first, days.last))
    return [
        Entry(
            row.announced_on, row.title, gettext("series is announced"), Sign.EVENT, _plan_of(row)
        )
        for row in rows
    ]


def _of_parts(days: Days) -> list[Entry]:
    """Parts whose piece has no date of its own yet."""
    rows = SeriesPart.objects.filter(
        Q(article=None) | Q(article__published_at=None, article__deleted_at=None),
        planned_on__range=(days.first, days.last),
    )
    return [
        _of_part(part) for part in rows.select_related("series", "article").defer("article__body")
    ]


def _of_part(part: SeriesPart) -> Entry:
    """The title of its piece, which not all may see, is not told."""
    state = part.article.get_state_display() if part.article else gettext("not begun")
    told = {"number": part.number, "series": part.series.title, "state": state}
    title = part.title or gettext("Part %(number)d") % told
    said = gettext("planned: part %(number)d of “%(series)s” (%(state)s)") % told
    return Entry(part.planned_on, title, said, Sign.PLANNED, _plan_of(part.series))


def _plan_of(series: Series) -> str:
    return reverse("admin:articles_series_plan", args=[series.pk])
