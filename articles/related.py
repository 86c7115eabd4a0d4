"""Pieces that belong beside a piece, in one query: the editor's choice, then the nearest by a score
over series, region and topics.
"""

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.models import Article, ArticleTag, RelatedPiece, SeriesPart

SHOWN = 3
#: What each thing that two pieces share counts for.
SERIES, TOPIC, REGION = 4, 2, 1
#: So many public pieces of each topic and each region are compared, those that were entered last.
COMPARED = 60


def related_to(article: Article, *, besides: list[str] = ()) -> QuerySet[Article]:
    """At most three public pieces: those that the editor chose, in that order, then the nearest.

    article: with its `tag_list` and `region_list`. besides: slugs of pieces that its page names
    already.
    """
    return (
        Article.objects.published()
        .with_cards()
        .filter(pk__in=_candidates(article))
        .exclude(Q(pk=article.pk) | Q(slug__in=besides))
        .annotate(chosen=_choice(article), score=_score(article))
        .order_by(F("chosen").asc(nulls_last=True), "-score", "-published_at", "-pk")[:SHOWN]
    )


def _candidates(article: Article) -> QuerySet:
    """Ids of the pieces to compare. One list for all reasons: PostgreSQL then looks each id up."""
    reasons = [_with_topic(tag["slug"]) for tag in article.tag_list]
    reasons += [_with_region(region["slug"]) for region in article.region_list]
    reasons.append(RelatedPiece.objects.filter(article=article).order_by().values("piece_id"))
    return _same_series(article).values("article_id").union(*reasons)


def _with_topic(slug: str) -> QuerySet:
    # With the topic in front, PostgreSQL sorts the topic's rows. Without, it would look for the
    # few rows of a rare topic among the newest of all.
    rows = ArticleTag.objects.filter(tag__slug=slug, content_object__in=_published())
    return rows.order_by("-tag_id", "-content_object_id").values("content_object_id")[:COMPARED]


def _with_region(slug: str) -> QuerySet:
    rows = Article.regions.through.objects.filter(region__slug=slug, article__in=_published())
    return rows.order_by("-article_id").values("article_id")[:COMPARED]


def _published() -> QuerySet:
    """So that what is being written takes no place among those compared."""
    return Article.objects.published().order_by()


def _choice(article: Article) -> Subquery:
    """The place of a piece in the editor's choice; NULL for the others."""
    chosen = RelatedPiece.objects.filter(article=article, piece=OuterRef("pk"))
    return Subquery(chosen.values("position")[:1])


def _score(article: Article):
    other = OuterRef("pk")
    tags = ArticleTag.objects.filter(content_object=article).values("tag")
    regions = Article.regions.through.objects.filter(article=article).values("region")
    return (
        SERIES * _count(_same_series(article).filter(article=other), "article")
        + TOPIC
        * _count(ArticleTag.objects.filter(content_object=other, tag__in=tags), "content_object")
        + REGION
        * _count(
            Article.regions.through.objects.filter(article=other, region__in=regions), "article"
        )
    )


def _same_series(article: Article) -> QuerySet[SeriesPart]:
    return SeriesPart.objects.filter(series__parts__article=article, article__isnull=False)


def _count(rows: QuerySet, group: str):
    counted = rows.order_by().values(group).annotate(count=Count("*")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
