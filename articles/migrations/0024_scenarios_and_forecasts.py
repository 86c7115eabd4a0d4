"""A simulation has a scenario: assumptions, actors, steps. What it forecasts can be resolved later."""

from importlib import import_module

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

site_version = import_module("ccsis.publicsite.migrations.0001_site_version")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0023_who_hides_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Scenario",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assumptions",
                    models.TextField(
                        blank=True,
                        help_text="What has to hold for events to take this course. An empty line parts them.",
                        verbose_name="assumptions",
                    ),
                ),
                (
                    "actors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        blank=True,
                        default=list,
                        help_text="Who acts, one in each line.",
                        size=None,
                        verbose_name="actors",
                    ),
                ),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scenario",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
            ],
            options={
                "verbose_name": "scenario",
                "verbose_name_plural": "scenario",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("actors__contains", [""]), _negated=True),
                        name="scenario_actors_have_names",
                        violation_error_message="An actor has no name.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScenarioStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="number")),
                (
                    "date",
                    models.CharField(
                        help_text="As readers read it: “Day 3”, “March, second week”.",
                        max_length=100,
                        verbose_name="date",
                    ),
                ),
                ("text", models.TextField(verbose_name="what happens")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
            ],
            options={
                "verbose_name": "step",
                "verbose_name_plural": "course of events",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("article", "number"),
                        name="scenario_step_number_is_unique",
                        violation_error_message="Two steps have the same number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)),
                        name="scenario_steps_count_from_one",
                        violation_error_message="Steps are counted from 1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("date__regex", "\\w")),
                        name="scenario_step_has_date",
                        violation_error_message="A step needs a date, in whatever words.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "\\w")),
                        name="scenario_step_has_text",
                        violation_error_message="A step needs words.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Forecast",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "likelihood",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="From 1 to 99. Empty: the author gives none.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(99),
                        ],
                        verbose_name="likelihood in percent",
                    ),
                ),
                (
                    "confirmed_if",
                    models.TextField(
                        help_text="What anybody can check, in one sentence.",
                        verbose_name="confirmed if",
                    ),
                ),
                ("refuted_if", models.TextField(verbose_name="refuted if")),
                (
                    "due_on",
                    models.DateField(
                        help_text="The last day on which it can come true.", verbose_name="by"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not resolved yet"),
                            ("confirmed", "confirmed"),
                            ("refuted", "refuted"),
                            ("undecided", "could not be decided"),
                        ],
                        default="",
                        editable=False,
                        max_length=9,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "resolution",
                    models.TextField(
                        blank=True,
                        editable=False,
                        help_text="Shown to readers: what happened, and where it can be checked.",
                        verbose_name="what happened",
                    ),
                ),
                (
                    "resolved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="resolved"
                    ),
                ),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="forecast",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="resolved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "forecast",
                "verbose_name_plural": "forecast",
                "permissions": [("resolve_forecast", "Can say what came of a forecast")],
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "")), fields=["due_on"], name="forecast_open"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("likelihood__isnull", True),
                            ("likelihood__range", (1, 99)),
                            _connector="OR",
                        ),
                        name="forecast_likelihood_is_from_1_to_99",
                        violation_error_message="A likelihood is from 1 to 99 percent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_if__regex", "\\w")),
                        name="forecast_says_what_confirms_it",
                        violation_error_message="Say what would confirm the forecast.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("refuted_if__regex", "\\w")),
                        name="forecast_says_what_refutes_it",
                        violation_error_message="Say what would refute the forecast.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["", "confirmed", "refuted", "undecided"])
                        ),
                        name="forecast_outcome_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("outcome", ""), ("resolution", ""), ("resolved_at__isnull", True)
                            ),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                ("resolution__regex", "\\w"),
                                ("resolved_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="forecast_is_resolved_with_time_and_text",
                        violation_error_message="Say what happened, and where it can be checked.",
                    ),
                ],
            },
        ),
        site_version.raises_site_version("forecast", "articles_forecast", "e216f"),
        site_version.raises_site_version("scenario", "articles_scenario", "5052a"),
        site_version.raises_site_version("scenariostep", "articles_scenariostep", "e769f"),
    ]
