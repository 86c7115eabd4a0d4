"""Fewer widths of small files: those that were rendered before hold all of them."""

import pictures.models
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("media", "0004_drawings_stay_whole")]

    operations = [
        migrations.AlterField(
            model_name="image",
            name="file",
            field=pictures.models.PictureField(
                aspect_ratios=[None],
                breakpoints={"m": 1024, "s": 704},
                container_width=1312,
                file_types=["AVIF", "WEBP"],
                grid_columns=4,
                height_field="height",
                max_length=200,
                pixel_densities=[1, 2],
                upload_to="images",
                verbose_name="file",
                width_field="width",
            ),
        ),
    ]
