"""What the simulations forecast, what came of it, and how well the forecasts fared."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import fmean

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Forecast, Kind
from articles.models.scenarios import TOLD
from articles.states import WORKFLOW
from ccsis.workflow.transitions import Refused

Outcome = Forecast.Outcome


@transaction.atomic
def resolve_forecast(
    article: Article,
    *,
    by: AbstractBaseUser | None,
    outcome: str,
    resolution: str,
    reason: str = "",
    seen: str = "",
) -> Article:
    """Tell readers what came of a forecast that they have seen; again, to mend what they are told.

    outcome: an `Outcome`; OPEN, with an empty resolution, takes back that it was resolved. by: None
    is the program itself. seen: `stamp` of the forecast as it was read, "" to leave that out.

    Raises Refused, also without words and if somebody else was faster. Returns the piece.
    """
    piece = WORKFLOW.perform("resolve", article, by=by, reason=reason)
    forecast = piece.forecast
    if seen and seen != stamp(forecast):
        raise Refused(_("Somebody resolved this forecast after you opened it. Read that first."))
    is_open = outcome == Outcome.OPEN
    forecast.outcome, forecast.resolution = outcome, resolution.strip()
    forecast.resolved_at = None if is_open else timezone.now()
    forecast.resolved_by = None if is_open else by
    try:
        forecast.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    forecast.save()
    return piece


def stamp(forecast: Forecast) -> str:
    """What tells the resolutions of a forecast apart."""
    return forecast.resolved_at.isoformat() if forecast.resolved_at else "open"


def waiting() -> QuerySet[Article]:
    """Public simulations whose forecast should be resolved, the one that is due longest first."""
    overdue = {"forecast__outcome": Outcome.OPEN, "forecast__due_on__lt": timezone.localdate()}
    rows = Article.objects.published().filter(kind=Kind.SIMULATION, **overdue)
    return rows.select_related("forecast").defer("body").order_by("forecast__due_on", "pk")


def forecast_of(article: Article) -> Forecast | None:
    """Of a simulation loaded `with_everything()`. No query."""
    return from_row(article.forecast_row) if article.is_simulation else None


def from_row(row: dict | None) -> Forecast | None:
    """As a page's own query tells it (`articles.models.scenarios.forecast_row`)."""
    if row is None:
        return None
    told = {name: row[name] for name in TOLD}
    at = row["resolved_at"] and datetime.fromisoformat(row["resolved_at"])
    return Forecast(**told | {"due_on": date.fromisoformat(row["due_on"])}, resolved_at=at)


def told_at(forecast: Forecast | None) -> datetime | None:
    """When readers were told that it is resolved, or that its day has passed without that."""
    if forecast is None:
        return None
    if forecast.is_overdue:
        day_after = forecast.due_on + timedelta(days=1)
        return timezone.make_aware(datetime.combine(day_after, time()))
    return forecast.resolved_at


def brier_score(forecast: Forecast) -> float | None:
    """How far a likelihood was from what came: from 0, the best, to 1; 0.25 for 50 %.

    None without a likelihood, or where it was neither confirmed nor refuted. The square of the
    difference, for one event with two outcomes: G. W. Brier, "Verification of forecasts expressed in
    terms of probability", Monthly Weather Review 78 (1950), 1–3, where it is summed over both
    outcomes and so is twice as much.
    """
    came = {Outcome.CONFIRMED: 1, Outcome.REFUTED: 0}
    if forecast.likelihood is None or forecast.outcome not in came:
        return None
    return (forecast.likelihood / 100 - came[forecast.outcome]) ** 2


@dataclass(frozen=True)
class Track:
    """How the forecasts of some pieces fared: these pieces, each with its `forecast`."""

    pieces: list[Article]

    @property
    def counts(self) -> list[tuple[int, str]]:
        """How many had each outcome, in words; those that none had are left out."""
        found = [piece.forecast.outcome for piece in self.pieces]
        counted = [(found.count(outcome), outcome.label) for outcome in IN_ORDER]
        return [(number, label) for number, label in counted if number]

    @property
    def scores(self) -> list[float]:
        scores = [brier_score(piece.forecast) for piece in self.pieces]
        return [score for score in scores if score is not None]

    @property
    def score(self) -> float | None:
        """The mean Brier score; None where nothing can be scored."""
        return fmean(self.scores) if self.scores else None


IN_ORDER = [Outcome.CONFIRMED, Outcome.REFUTED, Outcome.UNDECIDED, Outcome.OPEN]


def track_of(articles: Iterable[Article]) -> Track:
    """Of public pieces in their order, loaded with their `forecast`. No query."""
    return Track(
        [piece for piece in articles if piece.is_simulation and hasattr(piece, "forecast")]
    )
