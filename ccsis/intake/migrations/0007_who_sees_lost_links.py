"""Whether a lost link was sent says whether an address is known: no group of the staff sees it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intake", "0006_addresses_of_link_requests_sealed")]
    operations = [
        migrations.AlterModelOptions(name="linkrequest", options={"default_permissions": ["view"]})
    ]
