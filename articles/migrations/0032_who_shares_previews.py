"""Whoever writes a piece may let somebody outside read it before its day."""

from django.db import migrations

from ccsis.accounts.granting import grant_more, take_back

GRANTED = {role: ["articles.add_previewlink"] for role in ("author", "editor", "publisher")}


def give(apps, schema_editor):
    grant_more(apps, GRANTED)


def take(apps, schema_editor):
    take_back(apps, GRANTED)


class Migration(migrations.Migration):
    dependencies = [("articles", "0031_preview_links")]
    operations = [migrations.RunPython(give, take)]
