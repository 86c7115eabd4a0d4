"""What a place is also called, on the page of a piece that says it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, PlaceName
from articles.place_names.finding import finder
from articles.place_names.register import Form, Place
from articles.place_names.telling import tell
from articles.versions.changes import publish_change, start_change
from tests.factories import make_article, make_place

REGISTER = (
    Place(1, (Form("Khankendi"), Form("Stepanakert"))),
    Place(2, (Form("Artsakh", "hy"), Form("Nagorno-Karabakh"), Form("Qarabağ", "az"))),
    Place(3, (Form("A<b>"), Form("Berdzor"))),
)
NOTE = '<span class="also-called">[also called Khankendi]</span>'


def told(html, language="en"):
    return tell(html, finder(REGISTER, language), language)


def test_the_first_mention_says_what_the_place_is_also_called():
    assert told("<p>In Stepanakert.</p><p>Stepanakert.</p>") == (
        f"<p>In Stepanakert {NOTE}.</p><p>Stepanakert.</p>"
    )


def test_each_place_is_told_once_and_a_name_with_letters_of_its_own_has_its_language():
    assert told("<p>Artsakh and Stepanakert, Qarabag</p><p>Nagorno-Karabakh</p>") == (
        '<p>Artsakh <span class="also-called">[also called Nagorno-Karabakh]</span> and '
        f"Stepanakert {NOTE}, Qarabag</p><p>Nagorno-Karabakh</p>"
    )
    assert '[also called Artsakh / <bdi lang="az">Qarabağ</bdi>]' in told("<p>Nagorno-Karabakh</p>")


def test_names_that_the_paragraph_gives_itself_are_not_told_again():
    html = "<p>Stepanakert / Khankendi</p><p>Khankendi</p>"
    assert told(html) == html


def test_in_a_text_in_another_language_the_words_of_the_page_say_their_own():
    assert told("<p>Stepanakert</p>", "tr") == (
        '<p>Stepanakert <span class="also-called" lang="en" dir="ltr">[also called Khankendi]'
        "</span></p>"
    )


def test_a_name_is_escaped():
    assert "[also called A&lt;b&gt;]" in told("<p>Berdzor</p>")


@pytest.mark.parametrize(
    "untouched",
    [
        "<blockquote><p>Stepanakert</p></blockquote>",
        "<h2>Stepanakert</h2>",
        "<h3>In <strong>Stepanakert</strong></h3>",
        '<p><a href="/x/">Stepanakert</a></p>',
        "<p>Word<foot-note>Stepanakert</foot-note></p>",
        "<figure><figcaption>Stepanakert</figcaption></figure>",
        "<table><tbody><tr><td><p>Stepanakert</p></td></tr></tbody></table>",
        '<p lang="hy">Stepanakert</p>',
        '<p>A <span lang="hy">word of Stepanakert</span></p>',
        "<p>“In Stepanakert,” it said.</p>",
        "<p>«Stepanakert»</p>",
        "<p>„Stepanakert“</p>",
        '<p>"Stepanakert"</p>',
        "<p>&quot;Stepanakert&quot;</p>",
        "<p>‘It’s in Stepanakert’</p>",
        "<p>“A quotation that goes on in Stepanakert</p>",
        "<p>“In <em>Stepanakert</em> it”</p>",
    ],
)
def test_quotations_headings_links_and_notes_stay_as_they_are(untouched):
    html = f"{untouched}<p>Stepanakert</p>"
    assert told(html) == f"{untouched}<p>Stepanakert {NOTE}</p>"


def test_after_a_quotation_the_line_goes_on():
    assert told("<p>“Words” of Stepanakert’s and ‘more’</p>") == (
        f"<p>“Words” of Stepanakert’s {NOTE} and ‘more’</p>"
    )
    assert (
        told("<p>It’s Stepanakert’s, isn’t it</p>") == f"<p>It’s Stepanakert’s {NOTE}, isn’t it</p>"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Stepanakert’s streets", "Stepanakert’s {} streets"),
        ("Stepanakert's, then", "Stepanakert's {}, then"),
        ("Stepanakert-Elsewhere", "Stepanakert-Elsewhere {}"),
        ("Stepanakert–Elsewhere’s road", "Stepanakert–Elsewhere’s {} road"),
        ("Stepanakert – there", "Stepanakert {} – there"),
        ("Stepanakert—there", "Stepanakert {}—there"),
        ("<strong>Stepanakert</strong>’s", "<strong>Stepanakert</strong>’s {}"),
    ],
)
def test_possessives_and_compounds_stay_together(before, after):
    assert told(f"<p>{before}</p>") == f"<p>{after.format(NOTE)}</p>"


def test_a_compound_that_goes_on_in_a_link_is_left_for_the_next_mention():
    html = '<p>Stepanakert-<a href="/x/">Elsewhere</a>, Stepanakert</p>'
    assert told(html) == html.replace(", Stepanakert", f", Stepanakert {NOTE}")


def test_two_places_in_one_compound_are_told_behind_it():
    told_of = told("<p>Stepanakert-Berdzor</p>")
    assert told_of == (
        f'<p>Stepanakert-Berdzor {NOTE} <span class="also-called">[also called A&lt;b&gt;]</span></p>'
    )


def test_names_spelled_as_character_references_change_nothing():
    register = (Place(1, (Form("Amp"), Form("Lt"), Form("Nbsp"), Form("Elsewhere"))),)
    html = "<p>1 &lt; 2 &amp; 3&nbsp;4 &#39;</p>"
    assert tell(html, finder(register, "en"), "en") == html
    assert tell("<p>&lt;Lt</p>", finder(register, "en"), "en").startswith("<p>&lt;Lt <span")


def test_a_name_parted_by_a_tag_is_left_alone():
    assert told("<p>Stepana<strong>kert</strong></p>") == "<p>Stepana<strong>kert</strong></p>"


# On the page


@pytest.fixture
def article(db):
    make_place("Khankendi", "Stepanakert")
    return make_article(body="<h2>Stepanakert</h2><p>In Stepanakert.</p>", tells_place_names=True)


def page_of(client, article):
    return client.get(article.get_absolute_url()).content.decode()


def test_a_page_tells_it_and_the_stored_text_stays(client, article):
    assert f"In Stepanakert {NOTE}." in page_of(client, article)
    assert Article.objects.get().body == "<h2>Stepanakert</h2><p>In Stepanakert.</p>"


def test_a_piece_that_does_not_ask_for_it_says_nothing(client, article):
    Article.objects.update(tells_place_names=False)
    assert "also called" not in page_of(client, article)


def test_a_changed_register_is_seen_at_once(client, article, jobs):
    page_of(client, article)
    PlaceName.objects.filter(name="Khankendi").update(name="Xankəndi")
    assert "[also called <bdi>Xankəndi</bdi>]" not in page_of(client, article)
    assert "[also called Xankəndi]" in page_of(client, article)


def test_it_costs_one_query_and_none_where_it_is_off(client, article):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            page_of(client, article)
        return sum("articles_placename" in query["sql"] for query in captured)

    assert queries() == 1
    Article.objects.update(tells_place_names=False)
    assert queries() == 0


def test_a_change_carries_it_and_a_version_from_before_has_it_off(article):
    change = start_change(article, by=None)
    assert change.tells_place_names
    change.tells_place_names = False
    change.save()
    publish_change(change, by=None)
    article.refresh_from_db()
    assert not article.tells_place_names
    assert [v.content["tells_place_names"] for v in article.versions.order_by("number")] == [
        True,
        False,
    ]
    first = article.versions.order_by("number").first()
    first.content.pop("tells_place_names")
    first.save()
    assert not start_change(article, by=None, version=first).tells_place_names
