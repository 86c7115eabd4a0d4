"""The number of the public site's state, and the triggers that raise it, as they were at first."""

from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql
from pgtrigger.migrations import AddTrigger

NOTE = """
IF current_setting('ccsis.change_is_noted', true) IS DISTINCT FROM 'yes' THEN
    INSERT INTO publicsite_change (is_last) VALUES (false);
    PERFORM set_config('ccsis.change_is_noted', 'yes', true);
END IF;
RETURN NULL;
"""

RAISE = """
IF TG_OP = 'INSERT' THEN
    UPDATE publicsite_change SET is_last = true WHERE id = NEW.id;
    RETURN NULL;
END IF;
INSERT INTO publicsite_siteversion AS version (id, number)
    VALUES (1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
    ON CONFLICT (id) DO UPDATE SET number = greatest(version.number + 1, excluded.number);
DELETE FROM publicsite_change WHERE id = NEW.id;
RETURN NULL;
"""

COUNTS_AT_COMMIT = UpsertTriggerSql(
    pgid="pgtrigger_counts_at_commit_b94fd",
    table="publicsite_change",
    constraint="CONSTRAINT",
    when="AFTER",
    operation="INSERT OR UPDATE",
    timing="DEFERRABLE INITIALLY DEFERRED",
    func=RAISE,
)


def raises_site_version(model, table, ending):
    """For the migrations of apps whose tables readers see. ending: of the trigger's name."""
    sql = UpsertTriggerSql(
        pgid=f"pgtrigger_raises_site_version_{ending}",
        table=table,
        when="AFTER",
        operation="INSERT OR UPDATE OR DELETE OR TRUNCATE",
        level="STATEMENT",
        func=NOTE,
    )
    return AddTrigger(model, Trigger(name="raises_site_version", sql=sql))


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_last",
                    models.BooleanField(
                        help_text="Whether all else that was deferred has been done."
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="SiteVersion",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("number", models.BigIntegerField()),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(id=1), name="site_version_is_one_row")
                ],
            },
        ),
        AddTrigger("change", Trigger(name="counts_at_commit", sql=COUNTS_AT_COMMIT)),
    ]
