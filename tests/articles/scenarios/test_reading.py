"""What readers see of a simulation: on its page, in feeds, in its series, in search, in old versions."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from articles import corrections, moments
from articles.forecasts import resolve_forecast
from articles.models import Article, Kind, Language, Scenario
from tests.factories import (
    make_article,
    make_forecast,
    make_person,
    make_simulation,
    make_step,
)

pytestmark = pytest.mark.django_db
YESTERDAY = timezone.localdate() - timedelta(days=1)


def text(address):
    """A page or a feed in one line, feeds' content as the HTML that it is."""
    content = Client().get(address).content.decode()
    return " ".join((unescape(content) if "/feeds/" in address else content).split())


PLACES = pytest.mark.parametrize("place", ["page", "/feeds/atom/", "/feeds/rss/"])


@pytest.fixture
def told(place):
    """What is told of an article in a place."""
    return lambda article: text(article.get_absolute_url() if place == "page" else place)


@PLACES
def test_a_simulation_tells_what_it_starts_from_and_its_course(told, place):
    page = told(make_simulation())
    assert "<p>The gauge is read every hour.</p> <p>Nobody has a second one.</p>" in page
    assert "<li>Amber Water Office</li> <li>Cobalt Water Office</li>" in page
    assert re.search(
        r'<ol class="timeline"> <li> <h3 class="timeline__date">Day 1, morning</h3> '
        r'<div class="stack"><p>The gauge falls silent.</p></div> </li> <li> <h3[^>]*>Day 3</h3>',
        page,
    )
    assert "Simulation, not a report of events" in page
    assert "Forecast" not in page


@PLACES
def test_a_piece_of_another_kind_tells_none_of_it(told, place):
    article = make_simulation()
    make_forecast(article)
    Article.objects.update(kind=Kind.COMMENTARY)
    page = told(article)
    assert "The gauge falls silent." not in page
    assert "Forecast" not in page


@PLACES
def test_a_forecast_says_how_likely_and_what_would_decide_it(told, place):
    page = told(make_forecast(due_on=date(2099, 3, 2)).article)
    assert "The author puts this at 30 %." in page
    assert "<dt>Confirmed if</dt><dd>A second gauge is agreed on.</dd>" in page
    assert "<dt>Refuted if</dt><dd>The season ends without one.</dd>" in page
    assert '<time datetime="2099-03-02">2 March 2099</time>' in page
    assert "Not resolved yet" in page


@PLACES
def test_what_came_of_a_forecast_is_said_plainly(told, place):
    forecast = make_forecast()
    resolve_forecast(
        forecast.article, by=None, outcome="refuted", resolution="None.\nSee the minutes."
    )
    page = told(forecast.article)
    assert "<strong>Refuted</strong>" in page
    assert "None.<br>See the minutes." in page
    assert "Not resolved yet" not in page


@PLACES
def test_a_day_that_has_passed_without_an_answer_is_admitted(told, place):
    page = told(make_forecast(due_on=YESTERDAY).article)
    assert "The day has passed; not resolved yet" in page


@PLACES
def test_a_forecast_may_have_no_likelihood_and_several_authors(told, place):
    people = [make_person("Avery Example"), make_person("Sam Placeholder")]
    several = make_forecast(make_simulation(byline=people)).article
    assert "The authors put this at 30 %." in told(several)
    several.forecast.delete()
    assert " %." not in told(make_forecast(likelihood=None).article)


def test_what_was_typed_is_no_markup_and_hides_addresses():
    article = make_article(kind=Kind.SIMULATION)
    hostile = "<b>Ask</b> avery@example.org"
    Scenario.objects.create(article=article, assumptions=hostile, actors=[hostile])
    make_step(article, 1, date=hostile, text=hostile)
    make_forecast(article, confirmed_if=hostile, outcome="refuted", resolution=hostile)
    content = Client().get(article.get_absolute_url()).content.decode()
    assert "<b>Ask" not in content
    assert content.count("&lt;b&gt;Ask") == 6
    assert "avery@example.org" not in content


def test_texts_are_marked_with_their_language_and_labels_are_not():
    page = text(make_simulation(language=Language.RUSSIAN).get_absolute_url())
    assert '<h2 id="course">Course of events</h2> <ol class="timeline" lang="ru">' in page
    assert '<li lang="en" dir="ltr"><a href="#course">Course of events</a></li>' in page


def test_the_contents_lead_to_all_parts():
    page = text(make_forecast().article.get_absolute_url())
    for name in ("assumptions", "actors", "course", "forecast"):
        assert f'<a href="#{name}">' in page
        assert f'<h2 id="{name}">' in page


def test_anchors_of_feeds_are_those_of_one_entry():
    article = make_forecast().article
    assert f'<h2 id="piece-{article.pk}-forecast">' in text("/feeds/atom/")


def test_a_scenario_without_other_words_is_described_by_its_own():
    page = text(make_simulation(body="", standfirst="").get_absolute_url())
    assert '<meta name="description" content="The gauge is read every hour. Nobody' in page
    assert 'class="prose__text"' not in page


def test_a_scenario_takes_time_to_read():
    article = make_simulation()
    make_step(article, 3, text="words " * 1_000)
    assert re.search(r"<dt>Reading time</dt><dd>[4-9] minutes", text(article.get_absolute_url()))


def test_a_page_asks_no_more_than_that_of_another_piece(django_assert_num_queries, client):
    make_forecast()
    plain = make_article()
    for article in (plain, Article.objects.get(kind=Kind.SIMULATION)):
        with django_assert_num_queries(4):
            client.get(article.get_absolute_url())


# Feeds and search engines


def test_a_feed_is_new_once_a_step_changes_or_a_day_passes(client, time_machine):
    time_machine.move_to(datetime(2030, 1, 1, 12, tzinfo=UTC))
    forecast = make_forecast(due_on=date(2030, 1, 1))
    seen = [client.get("/feeds/atom/").headers["ETag"]]
    forecast.article.steps.filter(number=2).update(text="Nobody halves anything.")
    seen.append(client.get("/feeds/atom/").headers["ETag"])
    time_machine.move_to(datetime(2030, 1, 2, 0, 1, tzinfo=UTC))
    answer = client.get("/feeds/atom/")
    assert len({*seen, answer.headers["ETag"]}) == 3
    assert answer.headers["Last-Modified"] == "Wed, 02 Jan 2030 00:00:00 GMT"


def test_a_resolution_is_a_change_of_the_piece():
    forecast = make_forecast()
    resolve_forecast(forecast.article, by=None, outcome="refuted", resolution="No.")
    forecast.refresh_from_db()
    loaded = Article.objects.with_everything().get()
    (dated,) = corrections.with_lastmod(Article.objects.all())
    assert corrections.changed_at(loaded) == dated.lastmod == forecast.resolved_at


def test_pages_change_by_themselves_when_a_day_has_passed():
    make_forecast(due_on=date(2030, 1, 1))
    found = [row["at"] for rows in moments.moments(timezone.now()) for row in rows]
    assert datetime(2030, 1, 2, tzinfo=UTC) in found


def test_what_is_resolved_or_not_released_changes_by_no_clock():
    make_forecast(due_on=date(2030, 1, 1), outcome="refuted")
    make_forecast(make_simulation(state="draft"), due_on=date(2030, 1, 1))
    found = [row["at"] for rows in moments.moments(timezone.now()) for row in rows]
    assert not [at for at in found if at.year == 2030]
