"""Editors and publishers keep the register of places with several names; authors read it."""

from django.db import migrations

from ccsis.accounts.granting import grant_more, take_back

KEPT = [
    f"articles.{verb}_{model}"
    for model in ("namedplace", "placename")
    for verb in ("add", "change", "delete", "view")
]
READ = ["articles.view_namedplace", "articles.view_placename"]
GRANTED = {"author": READ, "editor": KEPT, "publisher": KEPT}


def give(apps, schema_editor):
    grant_more(apps, GRANTED)


def take(apps, schema_editor):
    take_back(apps, GRANTED)


class Migration(migrations.Migration):
    dependencies = [("articles", "0029_place_names")]
    operations = [migrations.RunPython(give, take)]
