"""A stored vector on each contribution, by which similar ones are found (`submissions.similar`).

It is no field of the model, so that no query of contributions loads it.
"""

from django.db import migrations

COLUMN = """
ALTER TABLE submissions_contribution
    ADD COLUMN search_stemmed tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector(
        CASE text_language
            WHEN 'en' THEN 'english'::regconfig
            WHEN 'hy' THEN 'armenian'::regconfig
            WHEN 'ru' THEN 'russian'::regconfig
            WHEN 'tr' THEN 'turkish'::regconfig
            ELSE 'simple'::regconfig END,
        title || ' ' || novelty || ' ' || outline)) STORED
"""
INDEX = """
CREATE INDEX contribution_search_stemmed ON submissions_contribution USING gin (search_stemmed)
"""


class Migration(migrations.Migration):
    dependencies = [("submissions", "0001_contributions")]
    operations = [
        migrations.RunSQL(
            COLUMN, "ALTER TABLE submissions_contribution DROP COLUMN search_stemmed"
        ),
        migrations.RunSQL(INDEX, "DROP INDEX contribution_search_stemmed"),
    ]
