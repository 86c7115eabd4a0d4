"""What is put right after a piece has appeared is a record of its own."""

from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

site_version = import_module("ccsis.publicsite.migrations.0001_site_version")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0011_raise_site_version"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("clarification", "Clarification"),
                            ("correction", "Correction"),
                            ("retraction", "Retraction"),
                            ("update", "Update"),
                        ],
                        help_text="Correction: something was wrong. Clarification: it could be misunderstood. Update: something new was added.",
                        max_length=13,
                        verbose_name="kind",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="In the language of the piece. Say what it said, and what it says now: “The second row of the table gave tonnes as kilograms.”",
                        max_length=2000,
                        verbose_name="text",
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="made at"),
                ),
                (
                    "reworded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="reworded at"),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["-made_at", "-pk"],
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("made_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="correction_made",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "\\w")),
                        name="correction_has_text",
                        violation_error_message="A correction needs words.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["clarification", "correction", "retraction", "update"])
                        ),
                        name="correction_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reworded_at__isnull", True),
                            ("reworded_at__gte", models.F("made_at")),
                            _connector="OR",
                        ),
                        name="correction_is_reworded_after_it_is_made",
                    ),
                ],
            },
        ),
        site_version.raises_site_version("correction", "articles_correction", "964a0"),
    ]
