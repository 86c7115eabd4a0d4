from django.db import migrations

NAMES = ["author", "editor", "publisher", "event manager", "reviewer"]


def make(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    for name in NAMES:
        groups.get_or_create(name=name)


class Migration(migrations.Migration):
    """The way back leaves the groups: people may be in them."""

    dependencies = [
        ("accounts", "0001_links_and_counters"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
