"""Where pictures came from, who added them, and whether their edges matter."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0002_raise_site_version"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="image",
            name="added_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="added by",
            ),
        ),
        migrations.AddField(
            model_name="image",
            name="is_shown_whole",
            field=models.BooleanField(
                default=False,
                help_text="For charts and maps, whose edges matter. Other pictures are cropped there.",
                verbose_name="shown whole in lists",
            ),
        ),
        migrations.AddField(
            model_name="image",
            name="source",
            field=models.CharField(
                blank=True,
                help_text="An address, an archive, a licence: for the office, never shown to readers.",
                max_length=300,
                verbose_name="where it came from",
            ),
        ),
        migrations.AlterField(
            model_name="image",
            name="caption",
            field=models.TextField(
                blank=True,
                help_text="Shown below it wherever the piece says nothing of its own.",
                verbose_name="caption",
            ),
        ),
        migrations.AlterField(
            model_name="image",
            name="credit",
            field=models.CharField(
                blank=True,
                help_text="Who made it, as readers see it below the picture.",
                max_length=200,
                verbose_name="credit",
            ),
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(
                models.OrderBy(models.F("created_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="image_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(fields=["file"], name="image_file"),
        ),
    ]
