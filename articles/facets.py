"""How many of the hits of a search each choice of a filter would leave, asked with the hits themselves."""

from dataclasses import replace

from django.db.models import F, JSONField, QuerySet, Subquery
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from articles.filters import Filter
from articles.models import Article, Region


class FacetCounts(Subquery):
    """`{"kind": {"analysis": 12}, "language": …, "year": …, "region": …}` of the rows of a query.

    The rows are collected once, however many things are counted; without any, all are null.
    """

    output_field = JSONField()
    template = (
        "(WITH hits (id, kind, language, year) AS MATERIALIZED (%(subquery)s) "
        "SELECT jsonb_build_object("
        "'kind', (SELECT jsonb_object_agg(kind, n) FROM "
        "(SELECT kind, count(*) AS n FROM hits GROUP BY kind) AS counted), "
        "'language', (SELECT jsonb_object_agg(language, n) FROM "
        "(SELECT language, count(*) AS n FROM hits GROUP BY language) AS counted), "
        "'year', (SELECT jsonb_object_agg(year, n) FROM "
        "(SELECT year, count(*) AS n FROM hits GROUP BY year) AS counted), "
        "'region', (SELECT jsonb_object_agg(slug, n) FROM "
        "(SELECT slug, count(*) AS n FROM hits JOIN %(links)s AS link ON link.article_id = hits.id "
        "JOIN %(regions)s AS region ON region.id = link.region_id GROUP BY slug) AS counted)))"
    )

    def __init__(self, hits: QuerySet[Article]):
        super().__init__(
            hits.values(
                hit=F("pk"),
                hit_kind=F("kind"),
                hit_language=F("language"),
                hit_year=ExtractYear("published_at"),
            ),
            links=Article.regions.through._meta.db_table,
            regions=Region._meta.db_table,
        )


def with_counts(fields: list[Filter], counts: dict) -> list[Filter]:
    """The fields, each choice that has hits with their number behind it."""
    return [_counted(field, counts.get(field.name) or {}) for field in fields]


def _counted(field: Filter, counts: dict[str, int]) -> Filter:
    def labelled(value: str, label: str) -> str:
        count = counts.get(value)
        return _("%(label)s (%(count)d)") % {"label": label, "count": count} if count else label

    choices = [(value, labelled(value, label)) for value, label in field.choices]
    return replace(field, choices=choices)
