"""Footnotes stand in the middle of a stored sentence; for the search they follow the text.

So a phrase is found across the place of a note, and no extract mixes the two. The columns that use
the function are made anew.
"""

from importlib import import_module

from django.db import migrations

words = import_module("articles.migrations.0003_words_to_search_for")

NOTES_LAST = r"""
CREATE FUNCTION search_notes_last(html text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN position('<foot-note>' IN html) = 0 THEN html ELSE
    regexp_replace(html, '<foot-note>.*?</foot-note>', '', 'g')
    || coalesce((SELECT string_agg(' ' || note[1], '')
                 FROM regexp_matches(html, '<foot-note>(.*?)</foot-note>', 'g') AS note), '')
END
"""
AS_IT_STOOD = words.TEXT_OF_HTML.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
TEXT_OF_HTML = AS_IT_STOOD.replace(
    "regexp_replace(html,", "regexp_replace(search_notes_last(html),"
)


INDEXES = [words.index(column) for column in ("search_stemmed", "search_folded")]
COLUMNS = [words.COLUMNS, *(index.sql for index in INDEXES)]


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_drawings")]
    # Without its columns an index goes too.
    operations = [
        migrations.RunSQL(words.NO_COLUMNS, COLUMNS),
        words.function("search_notes_last", NOTES_LAST),
        migrations.RunSQL(TEXT_OF_HTML, AS_IT_STOOD),
        migrations.RunSQL(COLUMNS, words.NO_COLUMNS),
    ]
