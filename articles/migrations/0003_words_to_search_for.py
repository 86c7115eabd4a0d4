"""Two stored vectors on each article, which the database itself keeps: no way of changing a text
can forget them. They are no fields of the model, so that no query of articles loads them.

The functions are immutable. Whoever changes one must make the columns that use it anew.
"""

from django.db import migrations

# The sanitiser leaves five entities (html5ever's serialiser). A tag parts words, as in `ccsis.lib.words`.
TEXT_OF_HTML = r"""
CREATE FUNCTION search_text_of_html(html text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN replace(replace(replace(replace(replace(replace(
    regexp_replace(html, '<[^>"]*("[^"]*"[^>"]*)*>', ' ', 'g'),
    '&nbsp;', ' '), '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&#39;', ''''), '&amp;', '&')
"""

# Marks that stand inside a word without being part of it: soft hyphens, characters of no width, and
# the Armenian signs of stress, exclamation and question. A slash would make two words one path.
PLAIN = r"""
CREATE FUNCTION search_plain(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    translate(normalize(words, NFC), '/', ' '),
    '[\u00AD\u200B-\u200D\u2060\uFEFF\u055B-\u055F]', '', 'g')
"""

# NFKD parts letters from their marks, which go; then letters that have no decomposition, by what
# people type for them: Qarabag for Qarabağ, Azerbaycan for Azərbaycan; Arabic for Persian letters.
FOLDED = r"""
CREATE FUNCTION search_folded(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(
    regexp_replace(normalize(search_plain(words), NFKD), '[\u0300-\u036F\u064B-\u065F\u0670]', '', 'g'),
    'ıəƏøØłŁđĐðÐħĦʼ’يىك',
    'ieEoOlLdDdDhH''''ییک')
"""

# A tsvector holds at most a megabyte of words. Of a text with more, the beginning is found: saving
# it must never fail.
VECTOR = r"""
CREATE FUNCTION search_vector(config regconfig, title text, standfirst text, body text)
RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN setweight(to_tsvector(config, title), 'A')
        || setweight(to_tsvector(config, standfirst), 'B')
        || setweight(to_tsvector(config, body), 'C');
EXCEPTION WHEN program_limit_exceeded THEN
    RETURN setweight(to_tsvector(config, title), 'A')
        || setweight(to_tsvector(config, left(standfirst, 10000)), 'B')
        || setweight(to_tsvector(config, left(body, 80000)), 'C');
END $$
"""

# Words around what was found, between the characters STX and ETX, which are made tags after
# escaping. Where only the folded words answer, the text's own forms of them are looked for.
EXTRACT = r"""
CREATE FUNCTION search_extract(
    config regconfig, query tsquery, folded tsquery, stemmed tsvector, words text
) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000
RETURN CASE WHEN stemmed @@ query THEN
    ts_headline(config, words, query,
        E'StartSel="\x02", StopSel="\x03", MaxFragments=2, MaxWords=24, MinWords=10, FragmentDelimiter=" … "')
ELSE
    ts_headline('simple'::regconfig, words,
        (SELECT coalesce(string_agg(
            '''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || '''', ' | '), '')::tsquery
         FROM unnest(to_tsvector('simple'::regconfig, words))
         WHERE to_tsvector('simple'::regconfig, search_folded(lexeme)) @@ search_any(folded)),
        E'StartSel="\x02", StopSel="\x03", MaxFragments=2, MaxWords=24, MinWords=10, FragmentDelimiter=" … "')
END
"""

# Any word of a query of words that are all asked for.
ANY = r"""
CREATE FUNCTION search_any(query tsquery) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(query::text, ' (&|<->|<\d+>) ', ' | ', 'g')::tsquery
"""

CONFIG = r"""
CREATE FUNCTION search_config(language text) RETURNS regconfig
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE language
    WHEN 'en' THEN 'english'::regconfig
    WHEN 'hy' THEN 'armenian'::regconfig
    WHEN 'ru' THEN 'russian'::regconfig
    WHEN 'tr' THEN 'turkish'::regconfig
    ELSE 'simple'::regconfig END
"""

COLUMNS = """
ALTER TABLE articles_article
    ADD COLUMN search_stemmed tsvector NOT NULL GENERATED ALWAYS AS (search_vector(
        search_config(language), search_plain(title), search_plain(standfirst),
        search_plain(search_text_of_html(body)))) STORED,
    ADD COLUMN search_folded tsvector NOT NULL GENERATED ALWAYS AS (search_vector(
        'simple'::regconfig, search_folded(title), search_folded(standfirst),
        search_folded(search_text_of_html(body)))) STORED
"""
NO_COLUMNS = "ALTER TABLE articles_article DROP COLUMN search_stemmed, DROP COLUMN search_folded"


def function(name, sql):
    return migrations.RunSQL(sql, f"DROP FUNCTION {name}")


def index(column):
    return migrations.RunSQL(
        f"CREATE INDEX article_{column} ON articles_article USING gin ({column}) "
        "WHERE state IN ('ready', 'retracted')",
        f"DROP INDEX article_{column}",
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_first_regions_and_pages")]
    operations = [
        function("search_text_of_html", TEXT_OF_HTML),
        function("search_plain", PLAIN),
        function("search_folded", FOLDED),
        function("search_vector", VECTOR),
        function("search_any", ANY),
        function("search_extract", EXTRACT),
        function("search_config", CONFIG),
        migrations.RunSQL(COLUMNS, NO_COLUMNS),
        index("search_stemmed"),
        index("search_folded"),
    ]
