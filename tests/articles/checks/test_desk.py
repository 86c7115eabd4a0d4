"""What the checks found, at the desk: in the form, before a step, and in a release of many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.checks import reports_on
from articles.models import Article, State
from articles.releasing import release
from articles.versions.changes import publish_change, start_change
from ccsis.workflow.transitions import Refused
from tests.careful import sign_in
from tests.desk import ADD, ARTICLES, fields, page_of, step_of, take
from tests.factories import make_article, make_image, make_place, make_user

NO_ALT = '<p>Words.</p><figure><img src="/media/images/a.png" alt=""></figure>'
REASON = "1 picture in the text has no alternative text"


def draft(**values):
    values = {"state": State.DRAFT, "published_at": None, "slug": "a-draft"} | values
    return make_article(**values)


def check_of(article):
    return f"{ARTICLES}{article.pk}/check/"


def test_the_form_says_what_is_missing_with_links_to_the_fields(staff_client):
    page = staff_client.get(page_of(draft(standfirst="", body=NO_ALT))).content.decode()
    assert "1 thing to mend before release." in page
    assert REASON in page
    assert '<a href="#id_body" data-checks-field>Text</a>' in page
    assert '<a href="#id_standfirst" data-checks-field>Standfirst</a>' in page
    assert "As it was last saved." in page


def test_a_new_form_finds_nothing_yet_and_says_where_to_ask(staff_client):
    page = staff_client.get(ADD).content.decode()
    assert f'data-checks="{ARTICLES}check/"' in page
    assert "To consider" not in page


def test_a_form_that_is_refused_is_checked_as_it_was_sent(staff_client):
    article = draft()
    sent = fields(title="", slug="a-draft", standfirst="", body="<h4>Small</h4>")
    page = staff_client.post(page_of(article), sent).content.decode()
    assert "“Small” is a heading of level 4" in page
    assert "As it stands in the form." in page


def test_what_is_written_is_checked_without_being_saved(staff_client):
    article = draft()
    sent = fields(body="<h3>Small</h3><script>alert(1)</script>", title="<b>A title</b>")
    answer = staff_client.post(check_of(article), sent).json()
    assert "“Small” is a heading of level 3" in answer["html"]
    assert "<script>" not in answer["html"]
    article.refresh_from_db()
    assert article.body == "<p>Some made-up text.</p>"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"kind": "rumour", "language": "xx", "picture": "²", "regions": "x"},
        {"picture": "9" * 30, "body": "<h2"},
        {"picture": "-1", "title": "\x00"},
    ],
)
def test_whatever_is_sent_is_answered(staff_client, sent):
    assert "Before" not in staff_client.post(f"{ARTICLES}check/", sent).json()["html"]


def test_only_who_may_write_the_piece_gets_an_answer(db):
    author, other = make_user(groups=["author"]), make_user(groups=["author"])
    article = draft(created_by=author)
    assert sign_in(author).post(check_of(article), fields()).status_code == 200
    assert sign_in(author).post(f"{ARTICLES}check/", fields()).status_code == 200
    assert sign_in(other).post(check_of(article), fields()).status_code == 404
    assert sign_in(make_user()).post(f"{ARTICLES}check/", fields()).status_code == 403
    assert sign_in(author).get(check_of(article)).status_code == 405


def test_the_names_of_places_in_the_text_are_listed_with_the_others_and_the_house_note(
    staff_client,
):
    make_place(
        {"name": "Stepanakert", "language": "hy"},
        {"name": "Khankendi", "language": "az"},
        note="A made-up note.",
    )
    page = staff_client.get(page_of(draft(body="<p>Khankendi, Khankendi</p>"))).content.decode()
    assert "<b>Khankendi</b> (2 times). Not in the text: Stepanakert (Armenian)." in page
    assert "House note: A made-up note." in page


def test_a_step_says_what_was_found_and_a_release_is_kept_back(staff_client):
    article = draft(body=NO_ALT)
    for name in ("submit", "release"):
        page = staff_client.get(step_of(article, name)).content.decode()
        assert REASON in page
        assert f'href="{page_of(article)}#id_body"' in page
        assert ("Back to the text" in page) == (name == "release")
    take(staff_client, article, "submit")
    article.refresh_from_db()
    assert article.state == State.IN_REVIEW
    refused = take(staff_client, article, "release")
    assert refused.status_code == 422
    assert f"First mend this: {REASON}" in refused.content.decode()
    article.refresh_from_db()
    assert article.state == State.IN_REVIEW


def test_advice_keeps_nothing_back(staff_client):
    article = draft(standfirst="", title="a" * 90)
    assert "2 things to mend" not in staff_client.get(step_of(article, "release")).content.decode()
    take(staff_client, article, "release")
    article.refresh_from_db()
    assert article.state == State.READY


def test_no_way_of_releasing_goes_past_what_blocks(db):
    article = draft(body="", standfirst="")
    with pytest.raises(Refused, match=r"^First mend this: There is nothing to read but the title"):
        release(article, by=make_user())
    change = start_change(make_article(), by=None)
    change.picture = make_image(alt="")
    change.save()
    with pytest.raises(Refused, match=r"^First mend this: The picture has no alternative text"):
        publish_change(change, by=None)


def test_of_many_those_that_are_blocked_are_named_and_stay(staff_client):
    good, bad = draft(), draft(slug="bad", title="Without words", body=NO_ALT)
    sent = {"action": "release_selected", "_selected_action": [good.pk, bad.pk]}
    page = staff_client.post(ARTICLES, sent).content.decode()
    assert "Release this article?" in page
    assert (
        page.index("has to be mended first") < page.index("Without words</a>") < page.index(REASON)
    )
    staff_client.post(ARTICLES, sent | {"_confirmed": "1"})
    assert [a.slug for a in Article.objects.published()] == ["a-draft"]


def test_many_are_looked_through_in_as_many_queries_as_one(db):
    make_place("Khankendi", "Stepanakert")
    image = make_image()
    body = (
        f'<p>Khankendi <a href="/articles/none/">a</a><a href="/about-us/">b</a></p>'
        f'<img src="{image.file.url}" data-file="{image.pk}">'
    )
    pieces = [make_article(body=body, picture=image, regions=["cis"]) for _ in range(12)]

    def queries(number):
        articles = list(Article.objects.filter(pk__in=[p.pk for p in pieces[:number]]))
        with CaptureQueriesContext(connection) as captured:
            assert len(reports_on(articles)) == number
        return len(captured)

    assert queries(1) == queries(12) == 7
