"""What is put right after a piece has appeared: a record of its own, told wherever the piece is."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.forecasts import forecast_of
from articles.models import Article, Correction, Forecast, Kind, State


@transaction.atomic
def correct(*, article: Article, kind: str, text: str, by) -> Correction:
    """Tell readers what was changed in a piece that they see, or saw until it was withdrawn.

    by: a user, or None for the program itself. The same kind and text again is the first one.
    Raises ValidationError: "unseen" for a piece that nobody outside has seen; "not_retracted" for
    a retraction of a piece that is not retracted, since retracting makes both together.
    """
    locked = _seen().select_for_update().filter(pk=article.pk).first()
    if locked is None:
        message = _("Readers have not seen this piece: change it, without a correction.")
        raise ValidationError(message, code="unseen")
    if kind == Correction.Kind.RETRACTION and locked.state != State.RETRACTED:
        message = _("A retraction is made by retracting the piece.")
        raise ValidationError(message, code="not_retracted")
    correction = Correction(article=locked, kind=kind, text=text.strip(), by=by)
    correction.full_clean()
    same = locked.corrections.filter(kind=kind, text=correction.text).first()
    if same is None:
        correction.save()
    return same or correction


@transaction.atomic
def reword(correction: Correction, *, text: str) -> None:
    """Mend the words of a correction; readers are told when. Raises ValidationError."""
    locked = Correction.objects.select_for_update().get(pk=correction.pk)
    if locked.text == text.strip():
        return
    locked.text, locked.reworded_at = text.strip(), timezone.now()
    locked.full_clean()
    locked.save()


def may_be_corrected(article: Article) -> bool:
    """Whether readers see a piece, or saw it until it was withdrawn."""
    return _seen().filter(pk=article.pk).exists()


def for_readers() -> QuerySet[Correction]:
    """The corrections of public pieces, each with its piece (without the text of that)."""
    rows = Correction.objects.filter(article__in=Article.objects.published())
    return rows.select_related("article").defer("article__body")


def corrections_of(article: Article) -> list[Correction]:
    """Of a piece loaded `with_everything()`, the newest first. No query."""
    return [_correction(row) for row in article.correction_list]


def changed_at(article: Article) -> datetime:
    """When a public piece, loaded `with_everything()`, was last said to have changed. No query."""
    moments = [correction.changed_at for correction in corrections_of(article)]
    if (forecast := forecast_of(article)) and forecast.resolved_at:
        moments.append(forecast.resolved_at)
    return max([article.updated_at or article.published_at, *moments])


def with_lastmod(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Add `lastmod`: the same as `changed_at`, told by the database."""
    latest = Max(Coalesce("reworded_at", "made_at"))
    rows = Correction.objects.filter(article=OuterRef("pk")).order_by().values("article")
    corrected = Subquery(rows.annotate(at=latest).values("at"))
    resolved = Forecast.objects.filter(article=OuterRef("pk"), article__kind=Kind.SIMULATION)
    moments = [corrected, Subquery(resolved.values("resolved_at"))]
    # PostgreSQL's greatest of a moment and nothing is the moment.
    return articles.annotate(lastmod=Greatest(Coalesce("updated_at", "published_at"), *moments))


def _seen() -> QuerySet[Article]:
    return Article.objects.published() | Article.objects.withdrawn()


def _correction(row: dict) -> Correction:
    made, reworded = row["made_at"], row["reworded_at"]
    return Correction(
        kind=row["kind"],
        text=row["text"],
        made_at=datetime.fromisoformat(made),
        reworded_at=reworded and datetime.fromisoformat(reworded),
    )
