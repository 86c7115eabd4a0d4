from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.models import Kind, State
from tests.factories import make_article, make_person, make_series

LATER = timezone.now() + timedelta(days=400)
UNRELEASED = [
    {"state": State.DRAFT},
    {"state": State.IN_REVIEW},
    {"published_at": LATER},
    {"published_at": None},
]
HIDDEN = [*UNRELEASED, {"state": State.WITHDRAWN}]


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(response.content.decode().split())


@pytest.fixture
def series(db):
    """Two parts to read and one that is announced."""
    series = make_series(title="Common measures", description="How neighbours count.")
    for number, title in ((1, "What a gauge knows"), (2, "What a ledger knows")):
        series.parts.create(number=number, article=make_article(title=title))
    series.parts.create(number=3, title="What a map knows", standfirst="It will read the legend.")
    return series


def test_a_series_shows_its_parts_and_what_is_announced(client, series):
    page = text(client, series.get_absolute_url())
    for words in ("Common measures", "How neighbours count.", "2 parts published, 1 announced"):
        assert words in page, words
    titles = ["What a gauge knows", "What a ledger knows", "What a map knows"]
    places = [page.index(title) for title in titles]
    assert places == sorted(places)
    assert "It will read the legend." in page


def test_the_list_of_series_shows_each_with_its_parts(client, series):
    page = text(client, "/series/")
    assert f'href="{series.get_absolute_url()}"' in page
    assert "What a map knows" in page


@pytest.mark.parametrize("address", ["/", "/series/"])
def test_the_next_part_that_is_announced_stands_on_top_and_once(client, series, address):
    series.parts.create(number=4, title="What a clock knows")
    page = text(client, address)
    shown = page[page.index(f'<a href="{series.get_absolute_url()}">') :]
    assert shown.count("What a map knows") == 1
    assert "</b>, part 3, announced" in shown
    assert "It will read the legend." in shown
    titles = ["What a map knows", "What a gauge knows", "What a ledger knows", "What a clock knows"]
    places = [shown.index(title) for title in titles]
    assert places == sorted(places)
    assert shown.count("Announced, not yet published") == 1


def test_a_series_without_pieces_grew_on_the_day_it_was_announced(client, series):
    make_series(title="Long announced", announced_on=date(2001, 1, 1))
    make_series(title="Announced of late", announced_on=timezone.localdate() - timedelta(days=99))
    shown = text(client, "/series/")
    titles = [series.title, "Announced of late", "Long announced"]
    assert sorted(titles, key=shown.index) == titles


@pytest.mark.parametrize("is_demo", [True, False])
def test_a_made_up_neighbour_of_a_real_piece_is_marked(client, db, is_demo):
    series = make_series()
    article = make_article(is_demo=is_demo)
    series.parts.create(number=1, article=article)
    series.parts.create(number=2, article=make_article(is_demo=not is_demo))
    page = text(client, article.get_absolute_url())
    assert "Pieces marked “Demonstration”, and" in page
    assert '<p class="warn">Demonstration</p>' in page


@pytest.mark.parametrize("address", ["/", "/series/"])
def test_a_series_that_is_only_announced_shows_no_empty_list(client, db, address):
    make_series(title="New").parts.create(number=1, title="What comes")
    page = text(client, address)
    assert "What comes" in page
    assert '<ol class="register' not in page


def test_the_home_page_shows_series_with_their_next_part(client, series):
    page = text(client, "/")
    assert "Special series" in page
    assert "How neighbours count." in page
    assert "What a map knows" in page


@pytest.mark.parametrize("fields", HIDDEN)
def test_of_an_unreleased_piece_only_the_announced_title_is_shown(client, series, fields):
    article = make_article(
        title="Unreleased title", slug="unreleased-slug", standfirst="Unreleased words", **fields
    )
    series.parts.filter(number=3).update(article=article)
    first = series.parts.get(number=1).article
    for address in ("/", "/series/", series.get_absolute_url(), first.get_absolute_url()):
        page = text(client, address)
        assert "nreleased" not in page, address
    assert "What a map knows" in text(client, series.get_absolute_url())


@pytest.mark.parametrize("fields", UNRELEASED)
def test_an_unreleased_part_without_a_title_has_only_a_number(client, series, fields):
    series.parts.create(number=4, article=make_article(title="Unreleased", **fields))
    page = text(client, series.get_absolute_url())
    assert "Part 4" in page
    assert "2 parts published, 2 announced" in page
    assert "Unreleased" not in page


def test_a_withdrawn_part_is_not_called_announced(client, series):
    article = make_article(title="Gone title", state=State.WITHDRAWN)
    series.parts.create(number=4, article=article)
    page = text(client, series.get_absolute_url())
    assert "<b>Withdrawn</b>" in page
    assert "2 parts published, 1 announced" in page
    assert "Gone title" not in page


@pytest.mark.parametrize("fields", HIDDEN)
def test_a_series_that_nobody_announced_does_not_exist(client, db, fields):
    series = make_series(title="Secret series")
    series.parts.create(number=1, article=make_article(**fields))
    assert client.get(series.get_absolute_url()).status_code == 404
    assert "Secret series" not in text(client, "/series/")
    assert "Secret series" not in text(client, "/")


def test_a_series_exists_from_the_day_of_its_announcement(client, db):
    today = timezone.localdate()
    announced = make_series(announced_on=today)
    future = make_series(announced_on=today + timedelta(days=1))
    future.parts.create(number=1, title="Too early")
    assert "Its parts will appear here." in text(client, announced.get_absolute_url())
    assert client.get(future.get_absolute_url()).status_code == 404


def test_the_series_that_grew_last_comes_first(client, series):
    older = make_series(title="An older series")
    long_ago = timezone.now() - timedelta(days=900)
    older.parts.create(number=1, article=make_article(published_at=long_ago))
    page = text(client, "/series/")
    assert page.index("Common measures") < page.index("An older series")


def test_without_any_series_the_list_says_so_and_the_home_page_nothing(client, db):
    assert "No series has been announced yet." in text(client, "/series/")
    assert "Special series" not in text(client, "/")


def test_an_article_says_where_it_stands_in_its_series(client, series):
    first, second = (series.parts.get(number=number).article for number in (1, 2))
    page = text(client, second.get_absolute_url())
    assert "part 2 of 3" in page
    assert f'<a href="{first.get_absolute_url()}" rel="prev">What a gauge knows</a>' in page
    assert "Next: part 3, announced" in page
    assert 'rel="next"' not in page
    page = text(client, first.get_absolute_url())
    assert f'<a href="{second.get_absolute_url()}" rel="next">What a ledger knows</a>' in page
    assert 'rel="prev"' not in page


def test_the_way_back_leads_past_a_part_that_cannot_be_read(client, series):
    series.parts.filter(number=2).update(article=make_article(state=State.DRAFT))
    last = make_article()
    series.parts.create(number=4, article=last)
    page = text(client, last.get_absolute_url())
    assert "Earlier: part 1" in page
    assert "part 4 of 4" in page


def test_a_simulation_is_marked_wherever_its_series_names_it(client, series):
    series.parts.create(number=4, article=make_article(kind=Kind.SIMULATION))
    # Without the list of the latest pieces, which marks it too.
    for address in ("/series/", series.get_absolute_url()):
        assert text(client, address).count("Simulation, not a report of events") == 1, address


def test_parts_made_up_for_the_demonstration_are_labelled(client, db):
    series = make_series()
    series.parts.create(number=1, article=make_article(is_demo=True))
    for address in ("/series/", series.get_absolute_url()):
        assert "made up for the demonstration" in text(client, address)


def test_a_part_shows_who_signed_it(client, series):
    person = make_person("Morgan Sample", slug="morgan-sample")
    series.parts.get(number=1).article.bylines.create(person=person, position=1)
    assert 'href="/people/morgan-sample/"' in text(client, series.get_absolute_url())


def test_a_withdrawn_part_that_hides_its_title_hides_its_announcement_too(client, db):
    series = make_series(announced_on=timezone.localdate())
    hidden = make_article(state=State.WITHDRAWN, hides_title=True)
    series.parts.create(number=1, article=hidden, title="Zorblax", standfirst="On Zorblax.")
    page = client.get(series.get_absolute_url()).content.decode()
    assert "Part 1" in page
    assert "Zorblax" not in page
