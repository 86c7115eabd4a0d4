"""All that makes up a piece's text, as plain data: taken from one row, written into another."""

from datetime import datetime

from django.db.models import Model, QuerySet
from django.utils.dateparse import parse_datetime

from articles.models import (
    Article,
    ArticleTag,
    Byline,
    Person,
    Region,
    RelatedPiece,
    Scenario,
    ScenarioStep,
    Topic,
)
from ccsis.media.models import Image

#: Columns that are part of the text. Its address, times and state are not.
COLUMNS = (
    "kind",
    "language",
    "title",
    "standfirst",
    "summary_points",
    "body",
    "republication_notice",
)
#: Columns that came later: versions that were kept before are without them.
LATER = {"tells_place_names": False}
#: Of a simulation. Versions that were kept before simulations had one are without it.
NO_SCENARIO = {"assumptions": "", "actors": [], "steps": []}
OF_A_STEP = ("number", "date", "text")
OF_A_BYLINE = ("position", "person_id", "role", "name", "title", "affiliation")


def content_of(article: Article) -> dict:
    """What a piece says now, as JSON can hold it."""
    return {column: getattr(article, column) for column in [*COLUMNS, *LATER]} | {
        "picture": article.picture_id,
        "updated_at": written_moment(article.updated_at),
        "regions": list(article.regions.order_by("pk").values_list("pk", flat=True)),
        "topics": list(article.article_tags.order_by("pk").values_list("tag", flat=True)),
        "bylines": list(article.bylines.order_by("position").values(*OF_A_BYLINE)),
        "related": list(article.related_pieces.order_by("position").values("position", "piece_id")),
        **_scenario(article),
    }


def written_moment(moment: datetime | None) -> str | None:
    """An instant as the content holds it."""
    return moment and moment.isoformat()


def fill(article: Article, content: dict) -> None:
    """Set the columns of a piece, without saving it."""
    for column in COLUMNS:
        setattr(article, column, content[column])
    for column, unset in LATER.items():
        setattr(article, column, content.get(column, unset))
    article.updated_at = parse_datetime(content["updated_at"] or "")


def write_content(content: dict, article: Article) -> None:
    """Let a piece say this. What was deleted since (a picture, a region) is left out."""
    fill(article, content)
    article.picture = Image.objects.filter(pk=content["picture"]).first()
    article.save()
    article.regions.set(Region.objects.filter(pk__in=content["regions"]))
    article.article_tags.all().delete()
    topics = _in_order(Topic.objects.all(), content["topics"])
    ArticleTag.objects.bulk_create(ArticleTag(tag=tag, content_object=article) for tag in topics)
    article.bylines.all().delete()
    Byline.objects.bulk_create(_signed(article, content["bylines"]))
    article.related_pieces.all().delete()
    RelatedPiece.objects.bulk_create(_related(article, content["related"]))
    _write_scenario(article, NO_SCENARIO | content)


def _scenario(article: Article) -> dict:
    rows = Scenario.objects.filter(article=article).values("assumptions", "actors")
    steps = article.steps.order_by("number").values(*OF_A_STEP)
    return NO_SCENARIO | (rows.first() or {}) | {"steps": list(steps)}


def _write_scenario(article: Article, content: dict) -> None:
    Scenario.objects.filter(article=article).delete()
    said = {name: content[name] for name in ("assumptions", "actors")}
    if any(said.values()):
        Scenario.objects.create(article=article, **said)
    article.steps.all().delete()
    ScenarioStep.objects.bulk_create(
        ScenarioStep(article=article, **row) for row in content["steps"]
    )


def _signed(article: Article, rows: list[dict]) -> list[Byline]:
    """Whose record was deleted since is named as printed."""
    there = Person.objects.in_bulk([row["person_id"] for row in rows if row["person_id"]])
    known = [row if row["person_id"] in there else row | {"person_id": None} for row in rows]
    return [Byline(article=article, **row) for row in known if row["person_id"] or row["name"]]


def _related(article: Article, rows: list[dict]) -> list[RelatedPiece]:
    there = set(
        Article.objects.filter(pk__in=[row["piece_id"] for row in rows]).values_list(
            "pk", flat=True
        )
    )
    return [RelatedPiece(article=article, **row) for row in rows if row["piece_id"] in there]


def _in_order(rows: QuerySet, keys: list[int]) -> list[Model]:
    found = rows.in_bulk(keys)
    return [found[key] for key in keys if key in found]
