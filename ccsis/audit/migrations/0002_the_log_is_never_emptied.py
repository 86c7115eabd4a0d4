import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_the_audit_log"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The audit log is only added to.';",
                    hash="be6f0b87148f46d459a6436a23420be28320d698",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_6c9ae",
                    table="audit_entry",
                    when="BEFORE",
                ),
            ),
        ),
    ]
