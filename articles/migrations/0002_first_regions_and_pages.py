"""The regions and standing texts that a new site starts with; staff edit them afterwards."""

from django.db import migrations

from articles.standing import body_of
from ccsis.identity import IDENTITY


def create(apps, schema_editor):
    region, page = apps.get_model("articles", "Region"), apps.get_model("articles", "Page")
    region.objects.bulk_create(region(slug=slug, name=name) for slug, name in IDENTITY.regions)
    for slug, title, content in IDENTITY.pages:
        page.objects.create(slug=slug, title=title, body=body_of(content), is_public=True)


def remove(apps, schema_editor):
    slugs = [slug for slug, _ in IDENTITY.regions]
    apps.get_model("articles", "Region").objects.filter(slug__in=slugs).delete()
    slugs = [slug for slug, *_ in IDENTITY.pages]
    apps.get_model("articles", "Page").objects.filter(slug__in=slugs).delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_regions_people_series_and_articles")]
    operations = [migrations.RunPython(create, remove)]
