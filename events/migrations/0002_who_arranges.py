"""Who arranges events and looks after partners (`events.roles` of that day)."""

from django.db import migrations

from ccsis.accounts.granting import grant_more, take_back

GRANTED = {
    "event manager": [
        "events.add_event",
        "events.change_event",
        "events.view_event",
        "events.add_partner",
        "events.change_partner",
        "events.erase_partner",
        "events.view_partner",
    ],
    "publisher": [
        "events.add_event",
        "events.change_event",
        "events.view_event",
        "events.add_partner",
        "events.change_partner",
        "events.erase_partner",
        "events.view_partner",
    ],
}


def give(apps, schema_editor):
    grant_more(apps, GRANTED)


def take(apps, schema_editor):
    take_back(apps, GRANTED)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_groups_of_the_staff"),
        ("events", "0001_events_and_partners"),
    ]
    operations = [migrations.RunPython(give, take)]
