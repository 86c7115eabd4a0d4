"""Who else has the form open."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.utils import timezone

from ccsis.desk import presence
from ccsis.desk.models import Presence
from tests.careful import sign_in
from tests.factories import make_article, make_page, make_superuser


@pytest.fixture
def page(db):
    return make_page()


@pytest.fixture
def dana(db):
    dana = make_superuser("dana")
    dana.first_name, dana.last_name = "Dana", "Example"
    dana.save()
    return sign_in(dana)


def form(page):
    return f"/staff/articles/page/{page.pk}/change/"


def ping(client, page):
    return client.post(f"/staff/articles/page/{page.pk}/desk/here/").json()["others"]


def test_who_else_is_here_is_said_at_once_and_at_each_sign_of_life(staff_client, dana, page):
    with time_machine.travel("2024-05-01T14:02:00Z", tick=False):
        ping(dana, page)
        said = "Dana Example is also here, since 14:02."
        assert ping(staff_client, page) == said
        assert staff_client.get(form(page)).context["desk"]["others"] == said


def test_nobody_sees_themselves_or_who_is_at_another_form(staff_client, dana, page):
    ping(staff_client, page)
    ping(dana, make_page())
    assert ping(staff_client, page) == ""


def test_a_person_without_a_name_is_called_by_their_login(staff_client, page):
    ping(sign_in(make_superuser("robin")), page)
    assert ping(staff_client, page).startswith("robin is also here")


def test_who_is_at_a_piece_is_told_to_nobody_who_may_not_see_it(dana, django_user_model):
    article = make_article(state="draft")
    author = django_user_model.objects.create_user("author", is_staff=True)
    author.user_permissions.add(Permission.objects.get(codename="change_article"))
    here = f"/staff/articles/article/{article.pk}/desk/here/"
    dana.post(here)
    assert sign_in(author).post(here).json()["others"] == ""
    assert [one.user.username for one in Presence.objects.all()] == ["dana"]


def test_after_a_minute_without_a_sign_somebody_is_gone(staff_client, dana, page):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        ping(dana, page)
    with time_machine.travel(start + timedelta(seconds=60), tick=False):
        assert ping(staff_client, page) != ""
    with time_machine.travel(start + timedelta(seconds=61), tick=False):
        assert ping(staff_client, page) == ""
        presence.purge()
    assert [row.user.username for row in Presence.objects.all()] == ["staff"]


def test_who_stays_is_here_since_they_came_and_who_returns_since_then(dana, page):
    start = timezone.now()
    for seconds in (0, 20, 40, 200):
        with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
            ping(dana, page)
            since = Presence.objects.get().since
        assert since == start + timedelta(seconds=200 if seconds == 200 else 0)


def test_a_form_of_something_new_has_nobody_else(staff_client, page):
    answer = staff_client.post("/staff/articles/page/desk/here/").json()
    assert answer["others"] == ""
    assert not Presence.objects.exists()


def test_a_sign_of_life_brings_the_token_for_a_form_from_before_a_log_in(staff_client, page):
    answer = staff_client.post(f"/staff/articles/page/{page.pk}/desk/here/")
    assert len(answer.json()["token"]) == 64
    assert "no-store" in answer.headers["Cache-Control"]
