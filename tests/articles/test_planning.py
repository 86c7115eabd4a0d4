"""A series is planned: parts change places, drafts of them are begun."""

import pytest

from articles.models import Article, OldAddress, SeriesPart, State
from articles.planning import begin_part, move_part
from ccsis.workflow.transitions import Refused
from tests.factories import make_article, make_series, make_superuser, make_user


@pytest.fixture
def series(db):
    """Three parts, of which the second is written; one number is left out."""
    series = make_series(title="Common measures")
    series.parts.create(number=1, title="A gauge", standfirst="What it knows.")
    series.parts.create(number=2, article=make_article(title="A ledger"), title="Ledgers")
    series.parts.create(number=4, title="A map")
    return series


def order(series):
    return list(series.parts.order_by("number").values_list("number", "title"))


def key(series, title):
    return series.parts.get(title=title).pk


@pytest.mark.parametrize(
    ("title", "up", "expected"),
    [
        ("A map", True, [(1, "A gauge"), (2, "A map"), (4, "Ledgers")]),
        ("A gauge", False, [(1, "Ledgers"), (2, "A gauge"), (4, "A map")]),
    ],
)
def test_a_part_changes_places_with_its_neighbour(series, title, up, expected):
    move_part(series, key(series, title), up=up)
    assert order(series) == expected


@pytest.mark.parametrize(("title", "up"), [("A gauge", True), ("A map", False)])
def test_at_the_end_it_goes_no_further(series, title, up):
    before = order(series)
    with pytest.raises(Refused, match="at the end already"):
        move_part(series, key(series, title), up=up)
    assert order(series) == before


def test_a_part_of_another_series_is_not_moved(series):
    other = make_series().parts.create(number=1, title="Elsewhere")
    with pytest.raises(Refused, match="not there any more"):
        move_part(series, other.pk, up=True)


def test_a_draft_takes_over_what_was_announced_and_is_begun_once(series):
    OldAddress.objects.create(path="/articles/a-gauge/", article=make_article())
    dana, part = make_superuser("dana"), series.parts.get(number=1)
    draft = begin_part(series, part.pk, by=dana)
    assert (draft.title, draft.standfirst, draft.slug) == ("A gauge", "What it knows.", "a-gauge-2")
    assert (draft.state, draft.created_by, draft.edited_by) == (State.DRAFT, dana, dana)
    assert begin_part(series, part.pk, by=make_superuser("robin")) == draft
    part.refresh_from_db()
    assert (part.article, part.title) == (draft, "A gauge")
    assert Article.objects.filter(title="A gauge").count() == 1


def test_readers_see_the_announcement_until_the_piece_is_public(series, client):
    draft = begin_part(series, key(series, "A gauge"), by=make_superuser("dana"))
    Article.objects.filter(pk=draft.pk).update(title="A working title")
    page = client.get(series.get_absolute_url()).content.decode()
    assert "A gauge" in page
    assert "A working title" not in page


def test_who_may_not_write_begins_nothing(series):
    with pytest.raises(Refused, match="may not write"):
        begin_part(series, key(series, "A gauge"), by=make_user())
    assert Article.objects.count() == 1


def test_a_part_that_is_gone_is_not_begun(series):
    with pytest.raises(Refused, match="not there any more"):
        begin_part(series, 0, by=make_superuser("dana"))


@pytest.mark.parametrize("title", ["…", "???"])
def test_a_part_whose_title_has_no_letters_is_not_begun(db, title):
    part = SeriesPart.objects.create(series=make_series(), number=1, title=title)
    with pytest.raises(Refused, match="a title with letters"):
        begin_part(part.series, part.pk, by=make_superuser("dana"))
