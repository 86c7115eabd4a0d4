"""A kept version as a reader sees it: the piece with what it said then. It is never saved; nor is a preview."""

from articles.models import Article, Person, Region, Topic, Version
from articles.versions.content import NO_SCENARIO, fill
from ccsis.media.models import Image

PRINTED = ("name", "title", "affiliation")


def as_it_was(article: Article, version: Version) -> Article:
    """The article (as `with_everything` gives it) with the content of one of its versions."""
    article = saying(article, NO_SCENARIO | version.content)
    article.shown_version = version.number
    return article


def saying(article: Article, content: dict) -> Article:
    """The article (as `with_everything` gives it) with this content."""
    fill(article, content)
    article.picture = Image.objects.filter(pk=content["picture"]).first()
    article.byline_list = _bylines(content["bylines"])
    article.region_list = _named(Region, content["regions"])
    article.tag_list = _named(Topic, content["topics"])
    article.scenario_row = {name: content[name] for name in ("assumptions", "actors")}
    article.step_list = content["steps"]
    return article


def _bylines(rows: list[dict]) -> list[dict]:
    """As `byline_list` of the models gives them: the names as printed, the links to people as now."""
    people = Person.objects.in_bulk([row["person_id"] for row in rows if row["person_id"]])
    return [_byline(row, people.get(row["person_id"])) for row in rows]


def _byline(row: dict, person: Person | None) -> dict:
    printed = {name: row[name] for name in PRINTED}
    if person and not row["name"]:
        printed = {name: getattr(person, name) for name in PRINTED}
    return printed | {
        "role": row["role"],
        "slug": person.slug if person and not person.withheld_at else None,
        "kind": person and person.kind,
    }


def _named(model, keys: list[int]) -> list[dict]:
    found = model.objects.in_bulk(keys)
    return [{"name": found[key].name, "slug": found[key].slug} for key in keys if key in found]
