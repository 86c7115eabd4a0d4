"""A register of places with several names, all equal; a piece can say what a place is also called."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Lower

site_version = import_module("ccsis.publicsite.migrations.0001_site_version")


class Migration(migrations.Migration):
    dependencies = [("articles", "0028_word_files")]
    operations = [
        migrations.CreateModel(
            name="NamedPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text=(
                            "What the house has decided about these names, for whoever writes. "
                            "Readers do not see it."
                        ),
                        verbose_name="house note",
                    ),
                ),
            ],
            options={
                "verbose_name": "place with several names",
                "verbose_name_plural": "places with several names",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PlaceName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As it is written in a text, without its endings.",
                        max_length=100,
                        verbose_name="name",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="Of those who use this name.",
                        max_length=3,
                        verbose_name="language",
                    ),
                ),
                (
                    "used_by",
                    models.CharField(
                        blank=True,
                        help_text="Where a language does not say it.",
                        max_length=120,
                        verbose_name="who uses it",
                    ),
                ),
                (
                    "is_shared",
                    models.BooleanField(
                        default=False,
                        help_text=(
                            "Then searches know it, but no text that has it is taken to mean this "
                            "place."
                        ),
                        verbose_name="other places have it too",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="articles.namedplace",
                        verbose_name="place",
                    ),
                ),
            ],
            options={
                "verbose_name": "name of a place",
                "verbose_name_plural": "names of a place",
                "ordering": [Lower("name")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("place"),
                        Lower("name"),
                        name="place_has_a_name_once",
                        violation_error_message="This place has this name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "\\w{2}")),
                        name="place_name_has_letters",
                        violation_error_message="A name has at least two letters.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language", ""), ("used_by", ""), _negated=True),
                        name="place_name_says_whose_it_is",
                        violation_error_message=(
                            "Choose the language of this name or say who uses it."
                        ),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__regex", "^([a-z]{2,3})?$")),
                        name="place_name_language_is_a_tag",
                    ),
                ],
            },
        ),
        site_version.raises_site_version("namedplace", "articles_namedplace", "a8ae4"),
        site_version.raises_site_version("placename", "articles_placename", "122ec"),
        migrations.AddField(
            model_name="article",
            name="tells_place_names",
            field=models.BooleanField(
                default=False,
                help_text=(
                    "Where the text first names a place of the register, its other names follow in "
                    "square brackets. Quotations, headings and links stay as they are."
                ),
                verbose_name="say what places are also called",
            ),
        ),
    ]
