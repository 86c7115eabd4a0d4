import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from articles.models import Kind, Language, State
from ccsis.identity import IDENTITY
from tests.factories import make_article, make_page, make_person

LONG = "<h2>First</h2><p>One.</p><h3>Below</h3><p>Two.</p><h2>Second</h2><p>Three.</p>"
SEPTEMBER = datetime(2022, 9, 14, 12, tzinfo=UTC)


def text(client, article):
    return " ".join(client.get(article.get_absolute_url()).content.decode().split())


def test_a_long_text_has_a_contents_list_whose_links_arrive(client, db):
    page = text(client, make_article(body=LONG))
    for anchor, words in (("first", "First"), ("below", "Below"), ("second", "Second")):
        assert f'<a href="#section-{anchor}">{words}</a>' in page
        assert f'id="section-{anchor}"' in page


def test_a_text_with_two_headings_needs_none(client, db):
    page = text(client, make_article(body="<h2>First</h2><p>x</p><h2>Second</h2>"))
    assert 'class="toc"' not in page


NOTED = "<p>Words<foot-note>A made-up source.</foot-note></p>"


def test_notes_stand_below_the_text_and_lead_back(client, db):
    page = text(client, make_article(body=LONG + NOTED))
    assert '<section class="notes" role="doc-endnotes" aria-labelledby="notes">' in page
    assert '<a href="#notes">Notes</a>' in page
    assert (
        '<li id="fn-1">A made-up source. <a class="notes__back" href="#fnref-1" '
        'role="doc-backlink" aria-label="Back to note 1 in the text">↑</a></li>'
    ) in page
    assert page.index('href="#fn-1"') < page.index('id="fn-1"')


def test_a_text_without_notes_has_no_place_for_them(client, db):
    assert "notes" not in text(client, make_article(body=LONG))


def test_notes_are_in_the_language_of_the_text_and_their_links_in_that_of_the_page(client, db):
    page = text(client, make_article(body=LONG + NOTED, language=Language.PERSIAN))
    assert '<ol class="notes__list" lang="fa" dir="rtl">' in page
    assert 'role="doc-backlink" lang="en" aria-label=' in page
    assert 'role="doc-noteref" lang="en" aria-label="Note 1"' in page
    assert '<li lang="en" dir="ltr"><a href="#notes">Notes</a></li>' in page


def test_a_standing_page_has_its_notes_too(client, db):
    page = text(client, make_page(body=NOTED, is_public=True))
    assert 'href="#fn-1"' in page
    assert '<li id="fn-1">A made-up source.' in page


def test_nobody_collects_the_mail_address_of_a_standing_page(client, db):
    body = '<p>Write to <a href="mailto:desk@example.org">desk@example.org</a>.</p>'
    assert "desk@" not in text(client, make_page(body=body, is_public=True))


def test_notes_take_no_reading_time(client, db):
    body = "<p>one<foot-note>" + "word " * 900 + "</foot-note></p>"
    assert "<dd>1 minute</dd>" in text(client, make_article(body=body))


@pytest.mark.parametrize(
    ("words", "minutes"), [(1, "1 minute<"), (230, "1 minute<"), (700, "3 minutes<")]
)
def test_the_reading_time_is_said(client, db, words, minutes):
    assert f"<dd>{minutes}" in text(client, make_article(body=f"<p>{'word ' * words}</p>"))


def test_a_piece_without_text_takes_no_time(client, db):
    assert "Reading time" not in text(client, make_article(body=""))


def test_the_dates_are_in_words(client, db):
    updated = datetime(2022, 9, 21, tzinfo=UTC)
    page = text(client, make_article(published_at=SEPTEMBER, updated_at=updated))
    assert '<dt>Updated</dt><dd><time datetime="2022-09-21">21 September 2022</time>' in page


def test_the_page_says_how_to_quote_the_piece(client, db):
    article = make_article(
        title="Rivers & ledgers",
        slug="rivers",
        published_at=SEPTEMBER,
        byline=[make_person("Avery Example"), make_person("Sam Placeholder")],
    )
    assert (
        "Avery Example and Sam Placeholder, “<span>Rivers &amp; ledgers</span>”, CCSIS, "
        "14 September 2022, http://testserver/articles/rivers/"
    ) in text(client, article)


def test_nobody_quotes_a_simulation_or_a_retracted_piece_unawares(client, db):
    simulation = make_article(kind=Kind.SIMULATION)
    assert "</span>” (simulation, not a report of events), CCSIS" in text(client, simulation)
    assert "</span>” (retracted), CCSIS" in text(client, make_article(state=State.RETRACTED))


def test_a_piece_is_sent_on_by_the_readers_own_mail(client, db):
    article = make_article(title="Rivers & ledgers?", slug="rivers", kind=Kind.SIMULATION)
    page = text(client, article)
    link = page[page.index("mailto:?subject=") :].partition('"')[0].replace("&amp;", "&")
    fields = parse_qs(urlsplit(link).query)
    title = "Simulation, not a report of events: Rivers & ledgers?"
    assert fields == {
        "subject": [title],
        "body": [f"{title}\r\nhttp://testserver/articles/rivers/"],
    }


def test_links_pass_a_piece_on_without_a_script_or_a_word_to_networks(client, db):
    article = make_article(title="Rivers & ledgers?", slug="rivers", state=State.RETRACTED)
    page = text(client, article)
    found = re.findall(r'<li><a href="(https:[^"]+)" rel="nofollow noreferrer">([^<]+)</a>', page)
    assert [name for _, name in found] == [name for name, _ in IDENTITY.share]
    telegram = next(link for link, name in found if name == "Telegram").replace("&amp;", "&")
    assert parse_qs(urlsplit(telegram).query) == {
        "url": ["http://testserver/articles/rivers/"],
        "text": ["Retracted: Rivers & ledgers?"],
    }


def test_the_address_of_a_piece_in_another_script_can_be_read(client, db):
    assert "http://testserver/articles/գետեր/" in text(client, make_article(slug="գետեր"))


def test_the_home_page_keeps_a_place_for_reports(client, db):
    for number in range(12):
        make_article(title=f"Analysis {number}")
    make_article(
        title="An old report",
        kind=Kind.SPECIAL_REPORT,
        published_at=datetime(2020, 1, 1, tzinfo=UTC),
    )
    make_article(title="A new report", kind=Kind.EXCLUSIVE_REPORT)
    make_article(title="The lead")
    page = client.get("/").content.decode()
    reports = page[page.index('id="reports"') :]
    assert "An old report" in reports
    assert reports.count("A new report") == page.count("A new report") == 1
    assert page.count("entry--cover") == 3


def test_without_reports_the_home_page_has_no_place_for_them(client, db):
    make_article()
    assert 'id="reports"' not in client.get("/").content.decode()


def test_beside_a_made_up_piece_a_real_one_is_not_called_made_up(client, db):
    real = make_article(topics=["law"])
    page = text(client, make_article(topics=["law"], is_demo=True))
    assert real.title in page
    assert "Pieces marked “Demonstration”, and" in page
    assert page.count('<p class="warn">Demonstration</p>') == 1
