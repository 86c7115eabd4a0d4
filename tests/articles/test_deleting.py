"""What is deleted for good, and what it leaves behind."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.deleting import delete_articles
from articles.jobs import delete_for_good
from articles.models import Article, Kind, State
from tests.factories import make_article, make_series


def deleted(days):
    return make_article(state=State.DRAFT, deleted_at=timezone.now() - timedelta(days=days))


def test_a_deleted_piece_can_be_brought_back_for_thirty_days(db):
    kept, _gone = deleted(29), deleted(30)
    public = make_article()
    delete_for_good(timestamp=0)
    assert set(Article.objects.all()) == {kept, public}


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (Kind.ANALYSIS, "The second part"),
        (Kind.SIMULATION, "Simulation, not a report of events: The second part"),
    ],
)
def test_a_public_piece_leaves_its_place_in_a_series_announced(db, kind, title):
    article = make_article(title="The second part", kind=kind)
    part = make_series().parts.create(number=2, article=article)
    delete_articles([article])
    part.refresh_from_db()
    assert (part.article, part.title) == (None, title)


@pytest.mark.parametrize(
    "hidden",
    [
        {"state": State.DRAFT},
        {"state": State.IN_REVIEW},
        {"state": State.WITHDRAWN},
        {"published_at": timezone.now() + timedelta(days=400)},
    ],
)
def test_what_readers_could_not_see_stays_untold(client, db, hidden):
    series = make_series(announced_on=timezone.localdate())
    series.parts.create(number=1, article=make_article(title="In the drawer", **hidden))
    series.parts.create(
        number=2, title="An announced part", article=make_article(title="Unsaid", **hidden)
    )
    delete_articles(Article.objects.all())
    assert [part.title for part in series.parts.all()] == ["An announced part"]
    page = client.get(series.get_absolute_url()).content.decode()
    assert "In the drawer" not in page
    assert "Unsaid" not in page
