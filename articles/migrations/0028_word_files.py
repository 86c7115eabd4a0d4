import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0027_series_that_invite_simulations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WordFile",
            fields=[
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "file_name",
                    models.CharField(blank=True, max_length=120, verbose_name="name of the file"),
                ),
                (
                    "digest",
                    models.CharField(
                        help_text="SHA-256 of the file.", max_length=64, verbose_name="checksum"
                    ),
                ),
                ("content", models.BinaryField(blank=True, default=b"", verbose_name="content")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting to be read"),
                            ("reading", "being read"),
                            ("ready", "ready"),
                            ("refused", "refused"),
                            ("taken", "taken into a draft"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "refusal",
                    models.CharField(blank=True, max_length=20, verbose_name="code of the refusal"),
                ),
                (
                    "result",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="See articles.word.results.",
                        verbose_name="what was read",
                    ),
                ),
                (
                    "pictures_done",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="pictures that are ready"
                    ),
                ),
                ("received_at", models.DateTimeField(auto_now_add=True, verbose_name="received")),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Word file",
                "verbose_name_plural": "Word files",
                "ordering": ["-received_at"],
            },
        ),
        migrations.CreateModel(
            name="WordPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("name", models.CharField(max_length=60, verbose_name="name of the encoded file")),
                ("content", models.BinaryField(verbose_name="content")),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("source_hash", models.CharField(max_length=64)),
                (
                    "alt",
                    models.CharField(blank=True, max_length=500, verbose_name="alternative text"),
                ),
                ("is_decorative", models.BooleanField(default=False, verbose_name="decorative")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="articles.wordfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture of a Word file",
                "verbose_name_plural": "pictures of Word files",
                "ordering": ["number"],
            },
        ),
        migrations.AddIndex(
            model_name="wordfile",
            index=models.Index(fields=["digest"], name="word_file_by_digest"),
        ),
        migrations.AddIndex(
            model_name="wordfile",
            index=models.Index(fields=["received_at"], name="word_file_by_age"),
        ),
        migrations.AddConstraint(
            model_name="wordfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "taken"), _negated=True),
                    models.Q(("article__isnull", False), ("content", b"")),
                    _connector="OR",
                ),
                name="word_file_is_gone_once_taken",
            ),
        ),
        migrations.AddConstraint(
            model_name="wordpicture",
            constraint=models.UniqueConstraint(
                fields=("file", "number"), name="word_picture_is_there_once"
            ),
        ),
    ]
