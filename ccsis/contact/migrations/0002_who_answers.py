"""Who reads and answers messages (`ccsis.contact.roles` of that day)."""

from django.db import migrations

from ccsis.accounts.granting import grant_more, take_back

GRANTED = {
    "editor": ["contact.add_message", "contact.change_message", "contact.view_message"],
    "event manager": ["contact.add_message", "contact.change_message", "contact.view_message"],
    "publisher": [
        "contact.add_message",
        "contact.change_message",
        "contact.view_message",
        "contact.erase_message",
    ],
}


def give(apps, schema_editor):
    grant_more(apps, GRANTED)


def take(apps, schema_editor):
    take_back(apps, GRANTED)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_groups_of_the_staff"),
        ("contact", "0001_messages"),
    ]
    operations = [migrations.RunPython(give, take)]
