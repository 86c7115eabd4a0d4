"""Until now no picture was cropped. Drawings, which are kept as PNG, stay whole."""

from django.db import migrations


def keep_drawings_whole(apps, schema_editor):
    images = apps.get_model("media", "Image").objects
    images.filter(file__endswith=".png").update(is_shown_whole=True)


class Migration(migrations.Migration):
    dependencies = [("media", "0003_the_library")]
    operations = [migrations.RunPython(keep_drawings_whole, migrations.RunPython.noop)]
