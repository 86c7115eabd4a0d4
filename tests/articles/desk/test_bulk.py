"""Steps with several pieces at once, from the list."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin.visibility import brief
from articles.models import Article, State
from tests.desk import ARTICLES
from tests.factories import make_article, make_person


def staff():
    return get_user_model().objects.get(username="staff")


def ask(client, action, articles, **answers):
    data = {"action": action, "_selected_action": [article.pk for article in articles]}
    return client.post(ARTICLES, data | answers)


def drafts(count, **fields):
    fields = {"state": State.DRAFT, "published_at": None} | fields
    return [make_article(**fields) for _ in range(count)]


def test_what_will_happen_to_how_many_is_said_before_it_is_done(staff_client):
    ready, left = drafts(2), make_article(title="Public already")
    page = ask(staff_client, "release_selected", [*ready, left]).content.decode()
    assert "Release these 2 articles?" in page
    assert page.index("Left as they are") < page.index("Public already")
    assert Article.objects.filter(state=State.DRAFT).count() == 2


def test_pieces_are_released_in_the_order_of_the_list(staff_client, client):
    first, second, third = drafts(3)
    ask(staff_client, "release_selected", [second, third, first], _confirmed="1")
    now = timezone.now()
    assert list(Article.objects.published()) == [second, third, first]
    assert all(article.published_at <= now for article in Article.objects.all())


def test_without_a_second_person_all_or_none_are_released(staff_client):
    others, own = drafts(1), drafts(1, edited_by=staff())
    response = ask(staff_client, "release_selected", [*others, *own], _confirmed="1")
    assert "Somebody else releases it" in response.content.decode()
    assert not Article.objects.published().exists()
    ask(staff_client, "release_selected", [*others, *own], _confirmed="1", reason="It is urgent.")
    assert Article.objects.published().count() == 2


def test_a_piece_whose_end_has_come_is_not_released(staff_client, client):
    past = timezone.now() - timedelta(days=1)
    (article,) = drafts(1, title="Too late", unpublish_at=past)
    response = ask(staff_client, "release_selected", [article], _confirmed="1")
    assert "The end of publication of “Too late” has already come." in response.content.decode()
    assert client.get(article.get_absolute_url()).status_code == 404


def test_a_text_that_was_changed_since_it_was_asked_is_named_and_not_released(staff_client):
    first, second = drafts(2)
    asked = ask(staff_client, "release_selected", [first, second]).context["selected"]
    seen = {f"seen-{pk}": stamp for pk, stamp in asked}
    Article.objects.filter(pk=second.pk).update(title="Changed", changed_at=timezone.now())
    refused = ask(staff_client, "release_selected", [first, second], _confirmed="1", **seen)
    assert "Changed: Somebody changed this text after you opened it." in refused.content.decode()
    assert not Article.objects.published().exists()
    seen = {f"seen-{pk}": stamp for pk, stamp in refused.context["selected"]}
    ask(staff_client, "release_selected", [first, second], _confirmed="1", **seen)
    assert Article.objects.published().count() == 2


def test_several_pieces_are_withdrawn_with_a_reason(staff_client):
    articles = [make_article(), make_article()]
    response = ask(staff_client, "withdraw_selected", articles, _confirmed="1")
    assert "reason_given" in response.context["form"].errors
    ask(staff_client, "withdraw_selected", articles, _confirmed="1", reason_given="legal")
    told = Article.objects.values_list("state", "withdrawal_reason")
    assert list(told) == [(State.WITHDRAWN, "legal")] * 2


@pytest.mark.parametrize("confirmed", [{}, {"_confirmed": "1"}])
def test_nothing_possible_is_said(staff_client, confirmed):
    response = ask(staff_client, "release_selected", [make_article()], **confirmed)
    assert "Nothing can be done with what you selected." in response.content.decode()


# The list


def queries_of(client, **filters):
    with CaptureQueriesContext(connection) as captured:
        page = client.get(ARTICLES, filters).content.decode()
    return len(captured), page


@pytest.mark.parametrize("filters", [{}, {"q": "made-up"}, {"standing": "public"}])
def test_the_list_costs_the_same_with_few_rows_and_with_many(staff_client, filters):
    person = make_person()
    make_article(byline=[person])
    few, _page = queries_of(staff_client, **filters)
    for _ in range(60):
        make_article(byline=[person], regions=["caucasus"], edited_by=staff())
    many, _page = queries_of(staff_client, **filters)
    assert many == few


@pytest.mark.parametrize(
    ("fields", "standing", "words"),
    [
        ({"state": State.DRAFT, "published_at": None}, "draft", "Draft"),
        ({"state": State.IN_REVIEW, "published_at": None}, "in-review", "In review"),
        ({"state": State.DRAFT}, "forgotten", "Not released, though it has a date"),
        ({"published_at": timezone.now() + timedelta(days=9)}, "scheduled", "From "),
        ({}, "public", "Public since "),
        ({"state": State.RETRACTED}, "retracted", ", retracted"),
        ({"state": State.WITHDRAWN}, "withdrawn", "Withdrawn"),
        ({"unpublish_at": timezone.now() - timedelta(minutes=1)}, "withdrawn", "No longer"),
        ({"state": State.DRAFT, "deleted_at": timezone.now()}, "deleted", "Deleted"),
    ],
)
def test_the_list_says_and_finds_where_a_piece_stands(staff_client, fields, standing, words):
    make_article(title="The one", **fields)
    elsewhere = "public" if standing == "draft" else "draft"
    response = staff_client.get(ARTICLES, {"standing": standing})
    (shown,) = [a for a in response.context["cl"].result_list if a.title == "The one"]
    assert words in brief(shown)
    response = staff_client.get(ARTICLES, {"standing": elsewhere})
    found = [a.title for a in response.context["cl"].result_list]
    assert found == (["The one"] if standing == "forgotten" else [])


def test_the_list_names_who_signs_and_what_is_being_changed(staff_client):
    article = make_article(byline=[make_person("Avery Example")])
    Article.objects.create(title="Unsaid", slug=article.slug, pending_of=article)
    _count, page = queries_of(staff_client)
    assert "Avery Example" in page
    assert "a change is being written" in page
    assert "Unsaid" not in page


def test_an_unknown_filter_is_no_error(staff_client):
    assert staff_client.get(ARTICLES, {"standing": "nowhere"}).status_code in {200, 302}


def test_how_many_would_have_an_earlier_date_is_said_and_asked(staff_client):
    past = timezone.now() - timedelta(days=9)
    new, old = drafts(1), drafts(2, published_at=past)
    page = ask(staff_client, "release_selected", [*new, *old])
    form = page.context["form"]
    assert form.initial["when"] == "now"
    assert "Of these, 2 have a publication time that has passed." in str(form["when"].help_text)
    ask(staff_client, "release_selected", [*new, old[0]], _confirmed="1", when="now")
    ask(staff_client, "release_selected", [old[1]], _confirmed="1", when="given")
    dates = [Article.objects.get(pk=one.pk).published_at for one in old]
    assert dates[0] > past + timedelta(days=8)
    assert dates[1] == past
    assert list(Article.objects.published()) == [*new, *old]


def test_without_an_earlier_date_nothing_more_is_asked(staff_client):
    page = ask(staff_client, "release_selected", drafts(2))
    assert "when" not in page.context["form"].fields
