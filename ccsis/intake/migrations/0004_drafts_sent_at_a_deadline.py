"""Drafts whose senders wish them to be sent at the deadline."""

from django.db import migrations, models

import ccsis.lib.encryption


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0003_who_reads_files_and_closes_forms"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="is_sent_when_due",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="draft",
            name="lacks",
            field=ccsis.lib.encryption.EncryptedTextField(
                blank=True,
                editable=False,
                help_text="What the latest text needs, one thing in each line.",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="ready",
            field=ccsis.lib.encryption.EncryptedTextField(
                blank=True, editable=False, help_text="The latest text that could be sent as it is."
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="ready_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
