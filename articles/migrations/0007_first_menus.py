"""The menus that a site starts with; staff edit them afterwards."""

from django.db import migrations

from articles.menus import create_first


def create(apps, schema_editor):
    create_first(apps.get_model("articles", "MenuEntry"), apps.get_model("articles", "Page"))


def remove(apps, schema_editor):
    apps.get_model("articles", "MenuEntry").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_standing_pages_that_are_missing")]
    operations = [migrations.RunPython(create, remove)]
