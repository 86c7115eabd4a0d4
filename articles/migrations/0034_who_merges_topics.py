"""Who names topics merges them too."""

from django.db import migrations

from ccsis.accounts.granting import grant_more, take_back

GRANTED = {
    "editor": ["articles.merge_topic"],
    "publisher": ["articles.merge_topic"],
}


def give(apps, schema_editor):
    grant_more(apps, GRANTED)


def take(apps, schema_editor):
    take_back(apps, GRANTED)


def forget_what_led_to_them(apps, schema_editor):
    """Before these, an old address led to an article or a page."""
    old_address = apps.get_model("articles", "OldAddress")
    old_address.objects.filter(article=None, page=None).delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0033_topics_and_series_move")]
    operations = [
        migrations.RunPython(give, take),
        migrations.RunPython(migrations.RunPython.noop, forget_what_led_to_them),
    ]
