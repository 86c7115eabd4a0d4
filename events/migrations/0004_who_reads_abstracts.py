"""Who arranges calls and reads abstracts (`events.roles` of that day)."""

from django.db import migrations

from ccsis.accounts.granting import grant_more, take_back

NAMES = [
    "events.add_abstract",
    "events.change_abstract",
    "events.erase_abstract",
    "events.export_abstract",
    "events.mail_abstract",
    "events.view_abstract",
    "events.view_abstractauthor",
    "events.add_format",
    "events.change_format",
    "events.delete_format",
    "events.view_format",
    "events.add_topic",
    "events.change_topic",
    "events.delete_topic",
    "events.view_topic",
]
GRANTED = {"event manager": NAMES, "publisher": NAMES}


def give(apps, schema_editor):
    grant_more(apps, GRANTED)


def take(apps, schema_editor):
    take_back(apps, GRANTED)


class Migration(migrations.Migration):
    dependencies = [("events", "0003_calls_and_abstracts")]
    operations = [migrations.RunPython(give, take)]
