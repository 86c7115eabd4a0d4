"""Who decides about contributions, and who opens protected identities (`submissions.roles` of that day)."""

from django.db import migrations

from ccsis.accounts.granting import grant_more, take_back

EDITING = [
    "submissions.add_contribution",
    "submissions.change_contribution",
    "submissions.decide_contribution",
    "submissions.view_contribution",
]
GRANTED = {
    "editor": EDITING,
    "publisher": [
        *EDITING,
        "submissions.erase_contribution",
        "submissions.open_identity",
        "submissions.open_original",
        "submissions.change_call",
        "submissions.view_call",
    ],
}


def give(apps, schema_editor):
    grant_more(apps, GRANTED)


def take(apps, schema_editor):
    take_back(apps, GRANTED)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_groups_of_the_staff"),
        ("submissions", "0003_first_call"),
    ]
    operations = [migrations.RunPython(give, take)]
