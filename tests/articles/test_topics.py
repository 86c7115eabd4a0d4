"""Names of topics: alike ones, and those that a topic had before."""

import pytest

from articles import topics
from articles.actions import keep_old_address
from articles.models import State, Topic
from tests.factories import make_article


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Water", "water"),
        ("Élections", "elections"),
        ("oral-history", "Oral history"),
        ("archive", "archives"),
        ("Treaty", "treaties"),
        ("Process", "processes"),
        ("coach", "coaches"),
        ("tax", "taxes"),
        ("Պայմանագիր", "պայմանագիր"),
        ("İstanbul", "Istanbul"),
    ],
)
def test_names_that_are_nearly_the_same_are_alike(one, other):
    assert topics.likeness(one) == topics.likeness(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("law", "laws of war"), ("crisis", "cris"), ("press", "pres"), ("gas", "ga"), ("law", "lawn")],
)
def test_other_names_are_not(one, other):
    assert topics.likeness(one) != topics.likeness(other)


def test_alike_topics_are_found_together():
    rows = [Topic(name=name) for name in ("archive", "law", "Archives", "Law", "water")]
    found = [[topic.name for topic in group] for group in topics.alike(rows)]
    assert found == [["archive", "Archives"], ["law", "Law"]]


def test_a_former_name_means_the_topic_as_it_is_called_now(db):
    topic = Topic.objects.create(name="Water law", slug="water-law")
    keep_old_address(topic, "hydro-law")
    assert topics.present(["Hydro Law", "paper", "water law", "…"]) == [
        "Water law",
        "paper",
        "water law",
        "…",
    ]


def test_a_name_that_a_topic_has_means_that_topic(db):
    topic = Topic.objects.create(name="Water law", slug="water-law")
    Topic.objects.create(name="Law", slug="law-2")
    keep_old_address(topic, "law")
    assert topics.present(["law"]) == ["law"]


def test_readers_know_the_topics_of_what_is_published(db):
    make_article(topics=["water"])
    make_article(topics=["paper"], state=State.DRAFT)
    assert [topic.name for topic in topics.for_readers()] == ["water"]


def test_a_topic_is_counted_by_pieces_without_their_changes(db):
    piece = make_article(topics=["water"])
    make_article(topics=["water"], slug=piece.slug, pending_of=piece, state=State.DRAFT)
    Topic.objects.create(name="paper", slug="paper")
    rows = topics.counted(Topic.objects.order_by("name"))
    assert [(row.name, row.piece_count) for row in rows] == [("paper", 0), ("water", 1)]
    assert list(topics.pieces_of(rows)) == [piece]
