"""The desk's home: what waits for somebody."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.utils import timezone

from articles.models import State
from ccsis.desk import works
from ccsis.desk.models import UnsavedWork
from tests.careful import sign_in
from tests.contributions import make_contribution
from tests.factories import make_article, make_forecast, make_superuser

HOME = "/staff/"
ROLES = import_module("articles.migrations.0014_roles")


def queues(client):
    """The titles of the rows of each queue that is shown."""
    shown = client.get(HOME).context["queues"]
    return {queue.title: [row.title for row in queue.rows] for queue in shown}


def keep(user, title, **place):
    return UnsavedWork.objects.create(
        user=user,
        title=title,
        **({"model": "articles.page"} | place),
        key=works.new_claim(user).key,
    )


@pytest.fixture
def author(django_user_model, db):
    ROLES.give(apps, None)
    author = django_user_model.objects.create_user("author", is_staff=True)
    author.groups.add(Group.objects.get(name="author"))
    return author


def test_pieces_stand_in_the_queue_of_what_they_wait_for(staff_client, author):
    soon = timezone.now() + timedelta(days=1)
    make_article(title="In the making", state=State.DRAFT, created_by=author)
    make_article(title="To be read", state=State.IN_REVIEW, created_by=author)
    make_article(title="For tomorrow", published_at=soon)
    out = make_article(title="Out")
    make_article(title="Out, changed", slug="out", state=State.DRAFT, pending_of=out)
    make_article(title="Thrown away", state=State.IN_REVIEW, deleted_at=timezone.now())
    assert queues(staff_client) == {
        "Waiting for review": ["To be read"],
        "Changes being written": ["Out, changed"],
        "Scheduled": ["For tomorrow"],
        "Released lately": ["Out"],
        "Yours, not released yet": [],
        "Audit log": ["Logged in"],
    }


def test_an_author_sees_what_is_theirs(author):
    make_article(title="Of somebody else", state=State.IN_REVIEW)
    make_article(title="Of somebody else, out")
    make_article(title="Mine", state=State.IN_REVIEW, created_by=author)
    assert queues(sign_in(author)) == {
        "Yours, not released yet": ["Mine"],
        "Waiting for review": ["Mine"],
    }


def test_who_has_no_rights_here_sees_an_empty_desk(django_user_model, db):
    user = django_user_model.objects.create_user("new", is_staff=True)
    make_article(state=State.IN_REVIEW)
    assert queues(sign_in(user)) == {}


def test_ones_own_unsaved_work_comes_first_and_opens(db):
    dana, robin = make_superuser("dana"), make_superuser("robin")
    work = keep(dana, "Typed and left")
    keep(robin, "Of somebody else")
    keep(dana, "Of a table that is gone", model="old.thing")
    (first, *_) = sign_in(dana).get(HOME).context["queues"]
    assert (first.title, [row.title for row in first.rows]) == (
        "Your unsaved work",
        ["Typed and left"],
    )
    assert first.rows[0].url == f"/staff/articles/page/add/?work={work.pk}"


def test_a_queue_shows_ten_and_leads_to_the_rest(staff_client):
    for _ in range(12):
        make_article(state=State.IN_REVIEW)
    queue = next(q for q in staff_client.get(HOME).context["queues"] if q.more_url)
    assert len(queue.rows) == 10
    assert queue.more_url == "/staff/articles/article/?standing=in-review"
    assert staff_client.get(queue.more_url).context["cl"].result_count == 12


def test_the_home_page_costs_the_same_however_much_waits(staff_client, django_assert_num_queries):
    staff_client.get(HOME)
    with django_assert_num_queries(24):
        staff_client.get(HOME)
    for _ in range(20):
        make_article(state=State.IN_REVIEW)
        make_article()
        make_forecast(due_on=timezone.localdate() - timedelta(days=1))
        make_contribution(state="discussed", assigned_to=User.objects.get(username="staff"))
    with django_assert_num_queries(24):
        staff_client.get(HOME)


def test_the_tables_stand_in_the_order_of_the_work(staff_client):
    apps = staff_client.get(HOME).context["app_list"]
    publishing = next(app for app in apps if app["app_label"] == "articles")
    assert [entry["object_name"] for entry in publishing["models"]][:4] == [
        "Article",
        "Series",
        "Person",
        "Topic",
    ]
    assert apps[0] is publishing
