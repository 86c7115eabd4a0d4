from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mail", "0002_who_sees_the_outbox")]
    operations = [
        migrations.AddField(
            model_name="mail",
            name="went_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RemoveIndex(model_name="mail", name="mail_by_address"),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(
                fields=["address_digest", "purpose", "went_at"], name="mail_by_address"
            ),
        ),
    ]
