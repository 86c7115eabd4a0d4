"""A kept version can be hidden from readers; one that they never saw stays with the staff."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_who_withholds_names")]

    operations = [
        migrations.AlterModelOptions(
            name="version",
            options={
                "ordering": ["-number"],
                "permissions": [
                    ("hide_version", "Can hide a kept version from readers and show it again")
                ],
                "verbose_name": "version",
                "verbose_name_plural": "versions",
            },
        ),
        migrations.AddField(
            model_name="version",
            name="state",
            field=models.CharField(
                choices=[
                    ("shown", "shown to readers"),
                    ("hidden", "hidden from readers"),
                    ("unseen", "not seen by readers"),
                ],
                default="shown",
                editable=False,
                max_length=6,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["shown", "hidden", "unseen"])),
                name="version_state_is_known",
            ),
        ),
    ]
