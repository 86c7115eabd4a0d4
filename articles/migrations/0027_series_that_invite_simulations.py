from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0026_words_of_scenarios_to_search_for")]
    operations = [
        migrations.AddField(
            model_name="series",
            name="invites_simulations",
            field=models.BooleanField(
                default=False,
                help_text="Readers can send one for it, by the form that its page leads to.",
                verbose_name="invites simulations",
            ),
        ),
    ]
