"""Publishers may hide kept versions from readers."""

from django.db import migrations

from ccsis.accounts.granting import grant_more, take_back

GRANTED = {"publisher": ["articles.hide_version"]}


def give(apps, schema_editor):
    grant_more(apps, GRANTED)


def take(apps, schema_editor):
    take_back(apps, GRANTED)


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_versions_hidden_from_readers")]
    operations = [migrations.RunPython(give, take)]
