"""Readers see images: changing one raises the site version."""

from importlib import import_module

from django.db import migrations

site_version = import_module("ccsis.publicsite.migrations.0001_site_version")


class Migration(migrations.Migration):
    dependencies = [("media", "0001_images"), ("publicsite", "0001_site_version")]
    operations = [site_version.raises_site_version("image", "media_image", "ff17c")]
