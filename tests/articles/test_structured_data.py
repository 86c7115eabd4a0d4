"""The JSON-LD is complete: what schema.org's readers require and recommend, for every kind of page.

https://developers.google.com/search/docs/appearance/structured-data/article, …/breadcrumb, …/profile-page, …/logo
"""

import json
import re
from datetime import datetime
from urllib.parse import urlsplit

import pytest

from articles.jobs import draw_pictures
from articles.metadata import TYPES
from articles.models import Kind
from tests import pages
from tests.factories import make_article, make_image, make_person

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
#: Properties that hold addresses and moments.
ADDRESSES = {"url", "@id", "item", "mainEntityOfPage"}
MOMENTS = {"datePublished", "dateModified"}
#: By type, the properties that it must have, recommended ones included.
ARTICLE = {
    "headline",
    "description",
    "image",
    "datePublished",
    "dateModified",
    "author",
    "publisher",
    "inLanguage",
    "mainEntityOfPage",
    "url",
    "isAccessibleForFree",
    "keywords",
}
COMPLETE = {
    **{kind: ARTICLE | {"articleSection"} for kind in set(TYPES.values()) - {"CreativeWork"}},
    "CreativeWork": ARTICLE | {"genre"},
    "Organization": {"name", "url"},
    "Person": {"name", "url", "jobTitle", "affiliation"},
    "ImageObject": {"url", "width", "height"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "WebSite": {"name", "url", "description", "inLanguage", "publisher", "potentialAction"},
    "SearchAction": {"target", "query-input"},
    "EntryPoint": {"urlTemplate"},
    "CollectionPage": {"name", "url", "isPartOf"},
    "WebPage": {"name", "url", "isPartOf", "description", "dateModified"},
    "ProfilePage": {"name", "url", "isPartOf", "mainEntity"},
    "CreativeWorkSeries": {"name", "url", "publisher", "description"},
}
#: Pages that search engines are to read; what a search finds they are not.
TOLD = [path for path in pages.LISTS if not re.search(r"\?|search|no-such|/my/", path)]


@pytest.fixture
def graph(client):
    """The nodes of a page."""

    def graph(path):
        (data,) = DATA.findall(client.get(path).content.decode())
        return json.loads(data)["@graph"]

    return graph


def objects(value):
    """All things with a type, however deep."""
    if isinstance(value, list):
        for item in value:
            yield from objects(item)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for item in value.values():
            yield from objects(item)


def faults(nodes) -> list[str]:
    """What is missing, of a wrong form or refers to nothing."""
    known = {thing["@id"] for thing in objects(nodes) if "@id" in thing}
    return [
        *(f"{thing['@type']} lacks {name}" for thing in objects(nodes) for name in missing(thing)),
        *(f"{name}: {text}" for thing in objects(nodes) for name, text in misformed(thing)),
        *(f"nothing is {wanted}" for wanted in references(nodes) if wanted not in known),
    ]


def missing(thing: dict) -> set[str]:
    wanted = COMPLETE[thing["@type"]]
    # An affiliation is a name alone.
    is_affiliation = set(thing) == {"@type", "name"} and thing["@type"] == "Organization"
    return set() if is_affiliation else wanted - set(thing)


def misformed(thing: dict):
    for name, text in thing.items():
        if text in ("", [], {}, None):
            yield name, "empty"
        if name in ADDRESSES and not (urlsplit(text).scheme and urlsplit(text).netloc):
            yield name, text
        if name in MOMENTS and datetime.fromisoformat(text).tzinfo is None:
            yield name, text


def references(nodes) -> set[str]:
    """Ids that stand for a thing told elsewhere on the same page. (The site is told on the home page.)"""
    named = re.findall(r'\{"@id": "([^"]+)"\}', json.dumps(nodes))
    return {name for name in named if not name.endswith("#site")}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("is_signed", [True, False], ids=["signed", "unsigned"])
@pytest.mark.parametrize("is_pictured", [True, False], ids=["pictured", "drawn"])
def test_a_piece_is_told_completely(graph, jobs, kind, is_signed, is_pictured):
    byline = [make_person(title="Reader", affiliation="Sample Archive")] if is_signed else []
    picture = make_image() if is_pictured else None
    fields = {"regions": ["caucasus"], "topics": ["method"], "kind": kind}
    article = make_article(byline=byline, picture=picture, **fields)
    draw_pictures(article_id=article.pk)
    nodes = graph(article.get_absolute_url())
    assert faults(nodes) == []
    assert [node["@type"] for node in nodes] == [TYPES[kind], "Organization", "BreadcrumbList"]
    assert set(nodes[1]) >= {"logo", "url", "name"}
    assert len(nodes[0]["image"]) == 1 + is_pictured


def test_every_other_page_is_told_completely(graph, client, jobs):
    english = pages.make_english_piece()
    pages.make_every_kind_of_page(english)
    person = english.bylines.get().person.get_absolute_url()
    found = {path: faults(graph(path)) for path in [*TOLD, person]}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
