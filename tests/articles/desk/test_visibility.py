"""The sentence that says what somebody outside sees of a piece."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.admin.visibility import brief, moment, sentence
from articles.models import Article, State
from articles.versions.changes import start_change
from tests.desk import page_of
from tests.factories import make_article


@pytest.mark.parametrize(
    ("state", "hours", "beginning"),
    [
        (State.READY, -1, "Public since "),
        (State.READY, 1, "Will be public on "),
        (State.RETRACTED, -1, "Retracted: still public, and marked as retracted. Public since "),
        (State.DRAFT, None, "Draft: nobody outside can see this."),
        (State.IN_REVIEW, None, "In review: nobody outside can see this."),
        (State.DRAFT, 1, "Scheduled, but not released: nobody outside can see this."),
        (State.IN_REVIEW, -1, "Scheduled, but not released: nobody outside can see this."),
        (State.WITHDRAWN, -1, "Withdrawn: readers get a page (410) that says: No reason is given."),
    ],
)
def test_one_sentence_says_what_readers_see(db, state, hours, beginning):
    when = None if hours is None else timezone.now() + timedelta(hours=hours)
    assert sentence(make_article(state=state, published_at=when)).startswith(beginning)


def test_a_new_piece_is_said_to_be_unsaved():
    assert sentence(Article()) == "Not saved yet."


def test_a_piece_that_has_ended_says_since_when(db):
    now = timezone.now()
    article = make_article(published_at=now - timedelta(days=2), unpublish_at=now)
    assert sentence(article).startswith("No longer available since ")


def test_an_end_that_came_before_the_release_is_nothing_that_readers_are_told(db):
    now = timezone.now()
    times = {"published_at": now - timedelta(days=2), "unpublish_at": now - timedelta(days=1)}
    article = make_article(state=State.DRAFT, **times)
    assert sentence(article).startswith("Scheduled, but not released: nobody outside can see this.")
    assert brief(article) == "Not released, though it has a date"


@pytest.mark.parametrize(
    ("fields", "beginning"),
    [
        ({}, "Readers see the present version."),
        ({"state": State.WITHDRAWN}, "The piece: Withdrawn: readers get a page (410) that says: "),
        (
            {"published_at": timezone.now() + timedelta(days=400)},
            "The piece: Will be public on <time ",
        ),
    ],
)
def test_a_change_says_what_readers_see_of_its_piece(db, fields, beginning):
    change = start_change(make_article(**fields), by=None)
    start = f"A change that nobody outside can see. {beginning}"
    assert sentence(change).startswith(start)


def test_a_piece_that_will_end_says_when(db):
    article = make_article(unpublish_at=timezone.now() + timedelta(days=2))
    assert " Its publication ends on " in sentence(article)


def test_a_withdrawn_piece_says_what_readers_are_told(db):
    article = make_article(
        state=State.WITHDRAWN,
        withdrawal_reason="author",
        withdrawal_note="<b>So it is.</b>",
        hides_title=True,
    )
    assert sentence(article) == (
        "Withdrawn: readers get a page (410) without its title that says: "
        "At the request of its author. &lt;b&gt;So it is.&lt;/b&gt;"
    )


def test_times_are_said_in_the_regions_zones():
    shown = moment(datetime(2026, 7, 1, 10, 30, tzinfo=UTC))
    assert "1 July 2026, 14:30 in Baku, Tbilisi and Yerevan" in shown


def test_times_that_differ_are_said_apart():
    """Baku had summer time until 2015, the others did not."""
    shown = moment(datetime(2014, 7, 1, 10, 30, tzinfo=UTC))
    assert "14:30 in Tbilisi and Yerevan; 1 July 2014, 15:30 in Baku" in shown


@pytest.mark.parametrize("state", [State.READY, State.DRAFT, State.WITHDRAWN])
def test_the_sentence_stands_on_the_page_of_the_piece(staff_client, state):
    article = make_article(state=state)
    assert sentence(article) in staff_client.get(page_of(article)).content.decode()


@pytest.mark.parametrize(("state", "shown"), [(State.READY, True), (State.WITHDRAWN, False)])
def test_only_what_is_on_the_site_can_be_viewed_there(staff_client, state, shown):
    page = staff_client.get(page_of(make_article(state=state))).content.decode()
    assert ("See it on the site" in page) is shown
