"""Who sees the outbox and sends a mail again."""

from django.db import migrations

from ccsis.accounts.granting import grant_more, take_back

GRANTED = {
    "editor": ["mail.resend_mail", "mail.view_mail"],
    "event manager": ["mail.resend_mail", "mail.view_mail"],
    "publisher": ["mail.resend_mail", "mail.view_mail"],
}


def give(apps, schema_editor):
    grant_more(apps, GRANTED)


def take(apps, schema_editor):
    take_back(apps, GRANTED)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_groups_of_the_staff"),
        ("mail", "0001_the_outbox"),
    ]
    operations = [migrations.RunPython(give, take)]
