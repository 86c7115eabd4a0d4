"""A site from before the page “Contact” gets it, and keeps what it has at that address."""

from django.db import migrations

from articles.standing import create_missing


def create(apps, schema_editor):
    create_missing(apps.get_model("articles", "Page"), apps.get_model("articles", "OldAddress"))


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_menus")]
    # Backwards the pages stay: migration 0002, which makes them in a new site, removes them.
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
