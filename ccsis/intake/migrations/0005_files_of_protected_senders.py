"""Files that are encrypted under a key of their own, which is sealed with their name."""

from django.db import migrations, models

import ccsis.lib.encryption
import ccsis.lib.sealing


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0004_drafts_sent_at_a_deadline"),
    ]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="sealed",
            field=ccsis.lib.sealing.SealedField(
                blank=True,
                editable=False,
                help_text="Of a protected sender’s file: its key, name and checksum (`uploads.sealed`).",
            ),
        ),
        migrations.AlterField(
            model_name="upload",
            name="name",
            field=ccsis.lib.encryption.EncryptedTextField(
                editable=False,
                help_text="As the sender called it, cleaned; of a sealed file only its kind.",
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="upload",
            name="sha256",
            field=models.CharField(
                editable=False,
                help_text="SHA-256 of the file as it was sent; of a sealed file a keyed one.",
                max_length=64,
            ),
        ),
    ]
