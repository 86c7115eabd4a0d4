"""Kept versions are read by readers too."""

from importlib import import_module

from django.db import migrations

site_version = import_module("ccsis.publicsite.migrations.0001_site_version")


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_corrections")]
    operations = [site_version.raises_site_version("version", "articles_version", "2359a")]
