"""What every page keeps: one name for the publisher, no inline code, a design for each refusal."""

import re
from collections import Counter
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.template.loader import render_to_string

from articles.models import Article, Kind, Language, State
from articles.models.menus import MenuEntryQuerySet
from ccsis import views
from ccsis.identity import IDENTITY
from ccsis.lib.responses import too_many
from tests.factories import make_article, make_menu_entry, make_person

TEMPLATES = sorted(settings.BASE_DIR.glob("templates/**/*.html"))
#: Mails have no style sheet beside them.
MAILS = settings.BASE_DIR / "templates/mail"
PAGES = [template for template in TEMPLATES if template.parent != MAILS]
SOURCES = TEMPLATES + sorted(settings.BASE_DIR.glob("static/css/*.css"))
REFUSALS = ["400", "403", "404", "410", "413", "429", "500", "503"]
CONTEXT = {
    "retry_after": 30,
    "withdrawn": Article(title="A made-up piece", published_at=datetime(2026, 1, 2, tzinfo=UTC)),
}
#: Refusals that show the menus of the database. The others must cost it nothing.
ASKING = ["400", "403", "404", "410"]
NAMES = {
    IDENTITY.name,
    IDENTITY.short_name,
    IDENTITY.byline,
    IDENTITY.email,
    IDENTITY.website,
    *IDENTITY.masthead,
}


def named(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


def text_of(response) -> str:
    return unescape(re.sub(r"\s+", " ", response.content.decode()))


@pytest.fixture
def page(client, db):
    return lambda address, status=200: text_of(_checked(client.get(address), status))


def _checked(response, status):
    assert response.status_code == status
    return response


@pytest.mark.parametrize("source", SOURCES, ids=named)
def test_only_the_identity_names_the_publisher(source):
    text = source.read_text()
    assert [name for name in NAMES if name in text] == []


@pytest.mark.parametrize("template", PAGES, ids=named)
def test_a_template_has_no_inline_code(template):
    text = template.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_only_one_filter_marks_text_as_safe(template):
    assert not re.search(r"\|\s*safe\b|autoescape off", template.read_text())


# Refusals


@pytest.mark.parametrize("status", REFUSALS)
def test_a_refusal_needs_neither_database_nor_request(status):
    """pytest-django refuses every query here: the test asks for no database."""
    html = render_to_string(f"{status}.html", CONTEXT)
    assert html.count("<h1>") == 1
    assert "What you can do" in html


@pytest.mark.parametrize("status", REFUSALS)
def test_a_refusal_wears_the_masthead(rf, db, status):
    html = render_to_string(f"{status}.html", CONTEXT, rf.get("/"))
    assert IDENTITY.masthead[0] in html
    assert f"{status}, " in html


@pytest.mark.parametrize(
    ("status", "queries"), {status: int(status in ASKING) for status in REFUSALS}.items()
)
def test_a_refusal_asks_for_the_menus_only_where_it_may(
    rf, db, django_assert_num_queries, status, queries
):
    make_menu_entry("Only in the database")
    with django_assert_num_queries(queries):
        html = render_to_string(f"{status}.html", CONTEXT, rf.get("/"))
    assert ("Only in the database" in html) is bool(queries)


@pytest.mark.parametrize("status", REFUSALS)
@pytest.mark.parametrize("error", [OperationalError, InterfaceError, DatabaseError])
def test_a_refusal_does_not_fail_because_of_the_menus(rf, monkeypatch, status, error):
    def fail(self, *args, **kwargs):
        raise error

    monkeypatch.setattr(MenuEntryQuerySet, "shown", fail)
    html = render_to_string(f"{status}.html", CONTEXT, rf.get("/"))
    assert 'href="/articles/?kind=special-report"' in html
    assert 'href="/privacy/"' in html


def test_a_failure_does_not_ask_the_database_again(rf):
    response = views.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Something failed here" in text_of(response)


def test_a_refused_form_says_how_to_send_it_again(rf, db):
    assert "Send the form again." in text_of(views.csrf_failure(rf.post("/")))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "in 1 second."),
        (30, "in 30 seconds."),
        (600, "in 10 minutes."),
        (3600, "in 60 minutes."),
    ],
)
def test_the_wait_is_told_in_words(rf, seconds, words):
    assert f"Try again {words}" in text_of(too_many(rf.get("/"), retry_after=seconds))


def test_a_withdrawn_piece_is_named_in_its_own_language(page):
    article = make_article(title="Örnek <yazı>", language=Language.TURKISH, state=State.WITHDRAWN)
    html = page(article.get_absolute_url(), 410)
    assert '“<span lang="tr">Örnek <yazı></span>”, published on' in html


def test_a_withdrawn_simulation_is_not_taken_for_news(page):
    article = make_article(kind=Kind.SIMULATION, state=State.WITHDRAWN)
    assert '<p class="warn">Simulation, not a report' in page(article.get_absolute_url(), 410)


# Articles


def test_a_simulation_says_what_it_is_in_page_title_and_lists(page):
    article = make_article(title="A made-up lake", kind=Kind.SIMULATION)
    words = "Simulation, not a report of events"
    html = page(article.get_absolute_url())
    assert f"<title>{words}: A made-up lake | " in html
    assert f'<p class="warn">{words}</p>' in html
    for address in ("/", "/articles/", "/articles/?kind=simulation"):
        assert f'<p class="warn">{words}</p>' in page(address)


def test_a_retracted_piece_stays_readable_and_is_marked(page):
    article = make_article(state=State.RETRACTED, body="<p>Retracted words</p>")
    html = page(article.get_absolute_url())
    assert '<p class="warn">Retracted</p>' in html
    assert "Retracted words" in html


def test_demonstration_is_said_where_a_demo_piece_is_shown(page):
    demo = make_article(is_demo=True)
    real = make_article()
    assert "made up for the demonstration" in page(demo.get_absolute_url())
    for address in ("/", "/articles/"):
        assert "Pieces marked “Demonstration”, and" in page(address)
    assert "made up for the demonstration" not in page(real.get_absolute_url())


def test_text_in_another_language_is_marked_as_such(page):
    article = make_article(
        title="متن نمونه",
        language=Language.PERSIAN,
        summary_points=["یک"],
        body="<p>متن</p>",
    )
    html = page(article.get_absolute_url())
    assert html.count('lang="fa" dir="rtl"') == 5
    assert '<html lang="en">' in html
    assert "Persian" in html


def test_topics_and_regions_lead_to_their_lists(page):
    article = make_article(regions=["cis"], topics=["Water sharing"])
    html = page(article.get_absolute_url())
    assert 'href="/regions/cis/"' in html
    assert 'href="/topics/water-sharing/"' in html


def test_the_byline_says_who_did_what(page):
    article = make_article()
    article.bylines.create(
        name="Avery Example", title="Reader", affiliation="Sample Archive", position=1
    )
    article.bylines.create(
        person=make_person("Sam Placeholder", slug="sam"), position=2, role="translator"
    )
    html = page(article.get_absolute_url())
    assert "<b>Avery Example</b> <span>Reader, Sample Archive</span>" in html
    assert 'Translated by <b><a href="/people/sam/">Sam Placeholder</a></b>' in html


# What surrounds them


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/articles/", [("/articles/", "page")]),
        ("/articles/?kind=simulation", [("/articles/?kind=simulation", "page")]),
        (
            "/articles/?kind=simulation&language=en&before=2001-01-01",
            [("/articles/?kind=simulation", "page")],
        ),
        ("/about/", [("/about/", "page")]),
        ("/series/", [("/series/", "page")]),
        ("/regions/cis/", []),
        ("/", []),
    ],
)
def test_the_navigation_marks_where_the_reader_is(page, address, current):
    found = re.findall(r'<a href="([^"]+)" aria-current="(\w+)"', page(address))
    assert found == current


def test_an_article_marks_its_section(page):
    article = make_article(kind=Kind.COMMENTARY)
    found = re.findall(r'<a href="([^"]+)" aria-current="(\w+)"', page(article.get_absolute_url()))
    assert found == [("/articles/?kind=commentary", "true")]


def test_no_id_stands_twice_on_a_page(page):
    article = make_article(
        kind=Kind.EXCLUSIVE_REPORT,
        summary_points=["One."],
        body="<table><tbody><tr><td>1</td></tr></tbody></table>" * 2,
    )
    for address in ("/", "/articles/", article.get_absolute_url()):
        ids = Counter(re.findall(r'\sid="([^"]+)"', page(address)))
        assert {name for name, times in ids.items() if times > 1} == set()
