"""Names can be withheld; of a withheld one only hashes are kept."""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0014_roles"),
        ("media", "0002_raise_site_version"),
    ]

    operations = [
        migrations.CreateModel(
            name="WithheldName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        help_text="Under the site's key (HMAC, SHA-256).", max_length=64
                    ),
                ),
                ("size", models.PositiveSmallIntegerField(help_text="Words in this form.")),
            ],
            options={
                "verbose_name": "withheld name",
                "verbose_name_plural": "withheld names",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.AlterModelOptions(
            name="person",
            options={
                "ordering": [django.db.models.functions.text.Lower("name")],
                "permissions": [("withhold_name", "Can withhold a person’s name")],
                "verbose_name": "person or institution",
                "verbose_name_plural": "people and institutions",
            },
        ),
        migrations.AddField(
            model_name="person",
            name="withheld_at",
            field=models.DateTimeField(
                blank=True,
                editable=False,
                help_text="Since then this record says nothing of who it is (`articles.withholding`).",
                null=True,
                verbose_name="name withheld",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withheld_at__isnull", True),
                    models.Q(
                        ("affiliation", ""),
                        ("biography", ""),
                        ("photo__isnull", True),
                        ("title", ""),
                    ),
                    _connector="OR",
                ),
                name="withheld_person_says_nothing",
                violation_error_message="This person’s name is withheld.",
            ),
        ),
        migrations.AddField(
            model_name="withheldname",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="withheld_names",
                to="articles.person",
                verbose_name="person or institution",
            ),
        ),
        migrations.AddConstraint(
            model_name="withheldname",
            constraint=models.UniqueConstraint(
                fields=("person", "digest"), name="withheld_name_is_kept_once_for_a_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="withheldname",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gte", 1)), name="withheld_name_has_words"
            ),
        ),
    ]
