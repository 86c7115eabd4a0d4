"""How much of a text others show."""

import pytest

from articles.models import State
from articles.previews.found import Line, found
from articles.previews.showing import as_saved
from articles.versions.changes import start_change
from tests.factories import make_article


def test_a_text_that_fits_is_shown_whole():
    line = Line("One two", 7)
    assert (line.shown, line.rest, line.is_cut) == ("One two", "", False)


@pytest.mark.parametrize(
    ("text", "shown", "rest"),
    [("One two three", "One", " two three"), ("Incomprehensible", "Incompr", "ehensible")],
)
def test_a_longer_one_is_cut_at_a_word_where_it_can_be(text, shown, rest):
    line = Line(text, 7)
    assert (line.shown, line.rest, line.is_cut) == (shown, rest, True)


def test_a_draft_is_found_as_it_would_be_with_its_labels(db):
    article = make_article(
        state=State.DRAFT, title="A title", slug="a-title", kind="simulation", published_at=None
    )
    shown = found(as_saved(article), "https://example.org", draws=False)
    assert shown.title.text == "Simulation, not a report of events: A title | CCSIS"
    assert shown.trail == ["example.org", "articles", "a-title"]
    assert shown.description.text == "What a made-up piece finds."


def test_a_change_is_found_with_its_own_title(db):
    change = start_change(make_article(title="As known"), by=None)
    change.title = "As changed"
    change.save()
    shown = found(as_saved(change), "https://example.org", draws=False)
    assert shown.card_title.text == "As changed"
