"""Names of topics: alike ones, and those that a topic had before."""

import pytest
from django.core.exceptions import ValidationError

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


@pytest.mark.parametrize(("old", "typed"), [("hydro-law", "Hydro Law"), ("c", "C++")])
def test_a_name_with_the_address_of_a_renamed_topic_is_refused(db, old, typed):
    topic = Topic.objects.create(name="Water law", slug="water-law")
    keep_old_address(topic, old)
    with pytest.raises(ValidationError) as refused:
        topics.refuse_former([typed, "paper", "water law", "…"])
    assert refused.value.messages == [
        f"The address of “{typed}” is that of a topic which was renamed or merged, and is “Water "
        "law” now. Write that name. If you mean another topic, it has to be added to the list of "
        "topics first, with another address."
    ]


def test_a_name_that_a_topic_has_means_that_topic(db):
    topic = Topic.objects.create(name="Water law", slug="water-law")
    Topic.objects.create(name="Law", slug="law-2")
    keep_old_address(topic, "law")
    topics.refuse_former(["law", "new"])


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
