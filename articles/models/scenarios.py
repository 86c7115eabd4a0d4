"""What a simulation has beside its text: what it assumes, its course of events, and a forecast."""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ccsis.publicsite.triggers import RAISES_SITE_VERSION

#: What readers are told of a forecast. Who resolved it stays with the staff.
TOLD = ("likelihood", "confirmed_if", "refuted_if", "due_on", "outcome", "resolution")


class Scenario(models.Model):
    """From what a simulation starts. It is part of the text: versions keep it."""

    article = models.OneToOneField(
        "articles.Article",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="scenario",
    )
    assumptions = models.TextField(
        _("assumptions"),
        blank=True,
        help_text=_("What has to hold for events to take this course. An empty line parts them."),
    )
    actors = ArrayField(
        models.TextField(),
        verbose_name=_("actors"),
        default=list,
        blank=True,
        help_text=_("Who acts, one in each line."),
    )

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("scenario")
        verbose_name_plural = _("scenario")
        constraints = [
            models.CheckConstraint(
                condition=~Q(actors__contains=[""]),
                name="scenario_actors_have_names",
                violation_error_message=_("An actor has no name."),
            )
        ]

    def __str__(self):
        return str(self.article)


class ScenarioStep(models.Model):
    """One event in the course of a simulation."""

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="steps",
    )
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    date = models.CharField(
        _("date"),
        max_length=100,
        help_text=_("As readers read it: “Day 3”, “March, second week”."),
    )
    text = models.TextField(_("what happens"))

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("step")
        verbose_name_plural = _("course of events")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"],
                name="scenario_step_number_is_unique",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Two steps have the same number."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="scenario_steps_count_from_one",
                violation_error_message=_("Steps are counted from 1."),
            ),
            models.CheckConstraint(
                condition=Q(date__regex=r"\w"),
                name="scenario_step_has_date",
                violation_error_message=_("A step needs a date, in whatever words."),
            ),
            models.CheckConstraint(
                condition=Q(text__regex=r"\w"),
                name="scenario_step_has_text",
                violation_error_message=_("A step needs words."),
            ),
        ]

    def __str__(self):
        return self.date


class Forecast(models.Model):
    """What a simulation commits itself to, and what came of it.

    It is no part of the text: fixed once the piece is released, and later resolved by an editor
    (`articles.forecasts`).
    """

    class Outcome(models.TextChoices):
        OPEN = "", _("not resolved yet")
        CONFIRMED = "confirmed", _("confirmed")
        REFUTED = "refuted", _("refuted")
        UNDECIDED = "undecided", _("could not be decided")

    article = models.OneToOneField(
        "articles.Article",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="forecast",
    )
    likelihood = models.PositiveSmallIntegerField(
        _("likelihood in percent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text=_("From 1 to 99. Empty: the author gives none."),
    )
    confirmed_if = models.TextField(
        _("confirmed if"), help_text=_("What anybody can check, in one sentence.")
    )
    refuted_if = models.TextField(_("refuted if"))
    due_on = models.DateField(_("by"), help_text=_("The last day on which it can come true."))
    outcome = models.CharField(
        _("outcome"),
        max_length=9,
        choices=Outcome.choices,
        default=Outcome.OPEN,
        blank=True,
        editable=False,
    )
    resolution = models.TextField(
        _("what happened"),
        blank=True,
        editable=False,
        help_text=_("Shown to readers: what happened, and where it can be checked."),
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("resolved by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("forecast")
        verbose_name_plural = _("forecast")
        permissions = [("resolve_forecast", _("Can say what came of a forecast"))]
        indexes = [
            # Those whose day comes or has passed.
            models.Index(fields=["due_on"], name="forecast_open", condition=Q(outcome=""))
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__isnull=True) | Q(likelihood__range=(1, 99)),
                name="forecast_likelihood_is_from_1_to_99",
                violation_error_message=_("A likelihood is from 1 to 99 percent."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_if__regex=r"\w"),
                name="forecast_says_what_confirms_it",
                violation_error_message=_("Say what would confirm the forecast."),
            ),
            models.CheckConstraint(
                condition=Q(refuted_if__regex=r"\w"),
                name="forecast_says_what_refutes_it",
                violation_error_message=_("Say what would refute the forecast."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "confirmed", "refuted", "undecided"]),
                name="forecast_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", resolution="", resolved_at__isnull=True)
                | (~Q(outcome="") & Q(resolution__regex=r"\w", resolved_at__isnull=False)),
                name="forecast_is_resolved_with_time_and_text",
                violation_error_message=_("Say what happened, and where it can be checked."),
            ),
        ]

    def __str__(self):
        return str(self.article)

    @property
    def is_resolved(self) -> bool:
        return bool(self.outcome)

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed, and nobody has said what came of it."""
        return not self.outcome and self.due_on < timezone.localdate()


def scenario_row():
    """From what an article's scenario starts, for a page's own query; None without one."""
    rows = Scenario.objects.filter(article=OuterRef("pk"))
    return Subquery(rows.values(json=JSONObject(assumptions="assumptions", actors="actors")))


def step_list():
    rows = ScenarioStep.objects.filter(article=OuterRef("pk")).order_by("number")
    return ArraySubquery(rows.values(json=JSONObject(date="date", text="text")))


def forecast_row():
    rows = Forecast.objects.filter(article=OuterRef("pk"))
    names = {name: name for name in (*TOLD, "resolved_at")}
    return Subquery(rows.values(json=JSONObject(**names)))
