"""Addresses from which lost links are asked for: they may be those of protected senders."""

from django.db import migrations

import ccsis.lib.sealing


class Migration(migrations.Migration):
    dependencies = [("intake", "0005_files_of_protected_senders")]
    operations = [
        migrations.AddField(
            model_name="linkrequest",
            name="sealed",
            field=ccsis.lib.sealing.SealedField(
                blank=True, default="", editable=False, help_text="The address."
            ),
            preserve_default=False,
        ),
    ]
