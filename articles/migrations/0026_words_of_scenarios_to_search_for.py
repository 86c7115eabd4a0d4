"""What a simulation assumes, who acts in it and what happens are found like its text.

They stand in tables of their own, and the vectors can be made of columns of the articles alone. So
triggers keep a copy of these words beside the text, in a column that is no field of the model.
"""

from importlib import import_module

from django.db import migrations

first = import_module("articles.migrations.0003_words_to_search_for")

TOLD = r"""
CREATE FUNCTION search_scenario_of(article bigint) RETURNS text LANGUAGE sql STABLE STRICT
AS $$ SELECT concat_ws(E'\n',
    (SELECT concat_ws(E'\n', assumptions, array_to_string(actors, E'\n'))
     FROM articles_scenario WHERE article_id = article),
    (SELECT string_agg(concat_ws(E'\n', date, text), E'\n' ORDER BY number)
     FROM articles_scenariostep WHERE article_id = article)) $$
"""

# Once for each statement. Rows that come and go are in transition tables, whose names the triggers
# give; a branch that is not taken does not miss its table.
NOTE = r"""
CREATE FUNCTION search_note_scenario() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE articles_article SET search_scenario = search_scenario_of(id)
        WHERE id IN (SELECT article_id FROM gone)
        AND search_scenario <> search_scenario_of(id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE articles_article SET search_scenario = search_scenario_of(id)
        WHERE id IN (SELECT article_id FROM come)
        AND search_scenario <> search_scenario_of(id);
    END IF;
    RETURN NULL;
END $$
"""
TABLES = {
    "INSERT": "NEW TABLE AS come",
    "UPDATE": "OLD TABLE AS gone NEW TABLE AS come",
    "DELETE": "OLD TABLE AS gone",
}

COLUMN = "ALTER TABLE articles_article ADD COLUMN search_scenario text NOT NULL DEFAULT ''"
NO_COLUMN = "ALTER TABLE articles_article DROP COLUMN search_scenario"

# Of a piece that is no simulation any more nothing of it is shown, and nothing found. It stands
# before the text, of which the end is left out where there are too many words.
VECTORS = """
ALTER TABLE articles_article
    ADD COLUMN search_stemmed tsvector NOT NULL GENERATED ALWAYS AS (search_vector(
        search_config(language), search_plain(title), search_plain(standfirst),
        search_plain(CASE kind WHEN 'simulation' THEN search_scenario || ' ' ELSE '' END
            || search_text_of_html(body)))) STORED,
    ADD COLUMN search_folded tsvector NOT NULL GENERATED ALWAYS AS (search_vector(
        'simple'::regconfig, search_folded(title), search_folded(standfirst),
        search_folded(CASE kind WHEN 'simulation' THEN search_scenario || ' ' ELSE '' END
            || search_text_of_html(body)))) STORED
"""


def no_index(column):
    made = first.index(column)
    return migrations.RunSQL(made.reverse_sql, made.sql)


def trigger(table, operation):
    name = f"search_notes_{operation.lower()}"
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} AFTER {operation} ON {table} "
        f"REFERENCING {TABLES[operation]} FOR EACH STATEMENT EXECUTE FUNCTION search_note_scenario()",
        f"DROP TRIGGER {name} ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0025_who_writes_scenarios")]
    operations = [
        first.function("search_scenario_of", TOLD),
        migrations.RunSQL(COLUMN, NO_COLUMN),
        first.function("search_note_scenario", NOTE),
        *(
            trigger(table, operation)
            for table in ("articles_scenario", "articles_scenariostep")
            for operation in TABLES
        ),
        no_index("search_stemmed"),
        no_index("search_folded"),
        migrations.RunSQL(first.NO_COLUMNS, first.COLUMNS),
        migrations.RunSQL(VECTORS, first.NO_COLUMNS),
        first.index("search_stemmed"),
        first.index("search_folded"),
    ]
