"""Who writes pieces writes scenarios and forecasts too; editors say what came of a forecast."""

from django.db import migrations

from ccsis.accounts.granting import grant_more, take_back

WRITTEN = [
    f"articles.{verb}_{model}"
    for model in ("forecast", "scenario", "scenariostep")
    for verb in ("add", "change", "delete", "view")
]
GRANTED = {
    "author": WRITTEN,
    "editor": [*WRITTEN, "articles.resolve_forecast"],
    "publisher": [*WRITTEN, "articles.resolve_forecast"],
}


def give(apps, schema_editor):
    grant_more(apps, GRANTED)


def take(apps, schema_editor):
    take_back(apps, GRANTED)


class Migration(migrations.Migration):
    dependencies = [("articles", "0024_scenarios_and_forecasts")]
    operations = [migrations.RunPython(give, take)]
