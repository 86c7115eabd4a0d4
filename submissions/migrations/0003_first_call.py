"""What a site starts with: what is promised to senders, and the standing page of the call."""

from django.db import migrations

from articles.standing import create_missing


def create(apps, schema_editor):
    apps.get_model("submissions", "Call").objects.get_or_create()
    create_missing(apps.get_model("articles", "Page"), apps.get_model("articles", "OldAddress"))


class Migration(migrations.Migration):
    dependencies = [("submissions", "0002_words_to_compare")]
    # Backwards the page stays: staff may have written in it.
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
