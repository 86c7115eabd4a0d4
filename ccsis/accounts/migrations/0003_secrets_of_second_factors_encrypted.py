"""What allauth keeps of authenticator apps and recovery codes is not told by a dump any more."""

from django.db import migrations

from ccsis.accounts.factors import changed, encrypted, plain


def encrypt(apps, schema_editor):
    _change(apps, encrypted)


def decrypt(apps, schema_editor):
    _change(apps, plain)


def _change(apps, how):
    rows = apps.get_model("mfa", "Authenticator").objects.select_for_update()
    for row in rows.iterator():
        data = changed(row.data, how)
        if data != row.data:
            row.data = data
            row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_groups_of_the_staff"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(encrypt, decrypt)]
