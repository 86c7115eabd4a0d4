"""Steps with several pieces at once, from the list."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from articles.models import Article, State
from tests.desk import ARTICLES
from tests.factories import make_article


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
