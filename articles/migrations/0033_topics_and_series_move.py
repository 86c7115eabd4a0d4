"""Topics are merged, series and topics leave a redirect behind, and parts of a series have a planned day."""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models
from django.db.models import Q

TARGETS = ("article", "page", "series", "topic")


def one_of(targets):
    rule = Q()
    for target in targets:
        rule |= Q(**{f"{name}__isnull": name != target for name in targets})
    return rule


def target(name):
    return migrations.AddField(
        model_name="oldaddress",
        name=name,
        field=models.ForeignKey(
            blank=True,
            null=True,
            on_delete=django.db.models.deletion.CASCADE,
            related_name="old_addresses",
            to=f"articles.{name}",
            verbose_name=name,
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0032_who_shares_previews")]

    operations = [
        migrations.AlterModelOptions(
            name="topic",
            options={
                "ordering": [django.db.models.functions.text.Lower("name")],
                "permissions": [("merge_topic", "Can merge topics")],
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
            },
        ),
        migrations.RemoveConstraint(
            model_name="oldaddress",
            name="old_address_leads_to_one_thing",
        ),
        target("series"),
        target("topic"),
        migrations.AddConstraint(
            model_name="oldaddress",
            constraint=models.CheckConstraint(
                condition=one_of(TARGETS),
                name="old_address_leads_to_one_thing",
                violation_error_message="Choose one thing that it leads to, and only one.",
            ),
        ),
        migrations.AddField(
            model_name="seriespart",
            name="planned_on",
            field=models.DateField(
                blank=True,
                help_text="Only staff see it, here and in the calendar. It publishes nothing.",
                null=True,
                verbose_name="planned for",
            ),
        ),
        migrations.AlterField(
            model_name="series",
            name="announced_on",
            field=models.DateField(
                blank=True,
                help_text=(
                    "From this day on readers know of it, also while no part has a text. Empty: as "
                    "soon as a part has an announced title or a public piece. To plan it unseen, "
                    "give a later day."
                ),
                null=True,
                verbose_name="announced on",
            ),
        ),
        migrations.AlterField(
            model_name="series",
            name="slug",
            field=models.SlugField(
                allow_unicode=True,
                help_text=(
                    "Last part of the address. When it changes, the old address leads on to the "
                    "new one."
                ),
                max_length=200,
                unique=True,
                verbose_name="slug",
            ),
        ),
    ]
