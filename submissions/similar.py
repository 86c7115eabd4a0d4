"""Earlier contributions and articles that are about the same, by the words that they share.

PostgreSQL compares: the weightiest words of a contribution are looked for in the vectors that it
keeps of articles (`articles.search`) and of contributions (migration 0002), each as its language
bends it. A hint, and nothing more.
"""

from dataclasses import dataclass

from django.db import connection
from django.urls import reverse

from articles.models import Article
from articles.search import CONFIGS
from submissions.models import Contribution

#: So many words are looked for, the most frequent, those of the title first.
WORDS = 24
#: The share of them that makes a text worth showing, and how many are shown of each kind.
ENOUGH = 0.3
SHOWN = 5
#: So many, by rank, are looked at closely.
CLOSE = 40

WANTED = """
WITH wanted AS (
    SELECT lexeme FROM unnest(
        setweight(to_tsvector(%(config)s::regconfig, %(title)s), 'A')
        || to_tsvector(%(config)s::regconfig, %(text)s)
    ) WHERE length(lexeme) > 2
    ORDER BY ('A' = ANY(weights)) DESC, cardinality(positions) DESC, lexeme LIMIT %(words)s
), asked AS (
    SELECT string_agg(quote_literal(replace(lexeme, '\\', '\\\\')), ' | ')::tsquery AS query,
        array_agg(lexeme) AS lexemes
    FROM wanted
)
"""
FOUND = """
SELECT id, (
    SELECT count(*) FROM unnest(lexemes) AS word
    WHERE word = ANY(tsvector_to_array(vector))
)::float / cardinality(lexemes) AS share
FROM (
    SELECT id, search_stemmed AS vector, asked.lexemes
    FROM {table}, asked
    WHERE search_stemmed @@ asked.query AND {condition}
    ORDER BY ts_rank(search_stemmed, asked.query) DESC LIMIT %(close)s
) AS close
ORDER BY share DESC, id DESC LIMIT %(shown)s
"""
ARTICLES = WANTED + FOUND.format(
    table="articles_article",
    condition="state IN ('ready', 'retracted') AND deleted_at IS NULL AND pending_of_id IS NULL"
    " AND language = %(language)s AND id <> %(article)s",
)
CONTRIBUTIONS = WANTED + FOUND.format(
    table="submissions_contribution",
    condition="erased_at IS NULL AND held_at IS NULL AND text_language = %(language)s"
    " AND id <> %(pk)s",
)


@dataclass(frozen=True)
class Similar:
    title: str
    url: str
    #: What it is and where it stands.
    note: str
    #: Of the words looked for, in percent.
    percent: int


def similar_to(row: Contribution) -> list[Similar]:
    """The nearest articles that are released and contributions that were let in, in four queries."""
    shares = dict(_found(ARTICLES, row))
    articles = Article.objects.filter(pk__in=shares).defer("body")
    near = [_article(article, shares[article.pk]) for article in articles]
    shares = dict(_found(CONTRIBUTIONS, row))
    earlier = Contribution.objects.filter(pk__in=shares)
    near += [_contribution(other, shares[other.pk]) for other in earlier]
    return sorted(near, key=lambda hit: -hit.percent)


def _found(sql: str, row: Contribution) -> list[tuple[int, float]]:
    values = {
        "config": CONFIGS.get(row.text_language, "simple"),
        "language": row.text_language,
        "title": row.title,
        "text": f"{row.novelty} {row.outline}",
        "pk": row.pk,
        # Its own is linked beside it.
        "article": row.article_id or 0,
        "words": WORDS,
        "close": CLOSE,
        "shown": SHOWN,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [(pk, share) for pk, share in cursor.fetchall() if share and share >= ENOUGH]


def _article(article: Article, share: float) -> Similar:
    url = reverse("admin:articles_article_change", args=[article.pk])
    return Similar(article.title, url, str(article.get_kind_display()), round(share * 100))


def _contribution(row: Contribution, share: float) -> Similar:
    url = reverse("admin:submissions_contribution_change", args=[row.pk])
    note = f"{row.get_kind_display()} {row.reference}, {row.get_state_display()}"
    return Similar(row.title, url, note, round(share * 100))
