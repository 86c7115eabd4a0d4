"""Who reads files from strangers, and who closes a form under attack."""

from django.db import migrations

from ccsis.accounts.granting import grant_more, take_back

GRANTED = {
    "editor": ["intake.view_upload"],
    "event manager": [
        "intake.view_upload",
        "intake.add_formswitch",
        "intake.change_formswitch",
        "intake.view_formswitch",
    ],
    "publisher": [
        "intake.view_upload",
        "intake.add_formswitch",
        "intake.change_formswitch",
        "intake.view_formswitch",
    ],
}


def give(apps, schema_editor):
    grant_more(apps, GRANTED)


def take(apps, schema_editor):
    take_back(apps, GRANTED)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_groups_of_the_staff"),
        ("intake", "0002_sendings_and_limits"),
    ]
    operations = [migrations.RunPython(give, take)]
