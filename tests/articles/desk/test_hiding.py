"""A kept version that readers shall not read any more, and one that they never saw."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import releasing
from articles.models import State, Version
from articles.versions import changes, hiding
from ccsis.audit.models import Action, Entry
from ccsis.publicsite import version as site_version
from ccsis.workflow.transitions import Refused
from tests.desk import ARTICLES, page_of
from tests.factories import make_article, make_user

SECRET = "Zorblax"


def publish(article, **changed):
    change = changes.start_change(article, by=None)
    for name, value in changed.items():
        setattr(change, name, value)
    change.save()
    note = changed.get("title", "")
    return changes.publish_change(change, by=None, note=f"A note on {note}")


def hide(article, number, reason="It named a person."):
    return hiding.hide(article.versions.get(number=number), by=None, reason=reason)


def address(article, number, name):
    return f"{ARTICLES}{article.pk}/version/{number}/{name}/"


@pytest.fixture
def article(db):
    """Of three versions; the second says what readers shall not read."""
    article = make_article(title="The first title", slug="a-piece", body="<p>First words.</p>")
    article = publish(article, title=SECRET, body=f"<p>{SECRET}.</p>", standfirst=SECRET)
    return publish(article, title="The third title", body="<p>Third words.</p>", standfirst="")


def test_a_hidden_version_is_gone_and_says_nothing_of_itself(client, article):
    hide(article, 2)
    response = client.get("/articles/a-piece/versions/2/")
    page = response.content.decode()
    assert response.status_code == 410
    assert "This version is no longer shown" in page
    assert '<a href="/articles/a-piece/">Read the present version</a>' in page
    assert (SECRET in page, "third title" in page) == (False, False)
    assert client.get("/articles/a-piece/versions/1/").status_code == 200


def test_a_hidden_version_is_said_nowhere_in_public(client, article):
    hide(article, 2)
    addresses = ["/", "/articles/", "/feeds/atom.xml", "/sitemap-articles.xml", "/corrections/"]
    for place in [*addresses, "/articles/a-piece/", "/articles/a-piece/versions/1/"]:
        assert SECRET not in client.get(place).content.decode()
    page = client.get("/articles/a-piece/").content.decode()
    assert "version 2 is not shown" in page
    assert "/articles/a-piece/versions/1/" in page
    assert "/articles/a-piece/versions/2/" not in page


def test_a_version_that_is_shown_again_is_read_again(client, article):
    hiding.show(hide(article, 2), by=None)
    assert SECRET in client.get("/articles/a-piece/versions/2/").content.decode()
    assert f"A note on {SECRET}" in client.get("/articles/a-piece/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_hiding_a_version_is_a_change_that_readers_see():
    article = publish(make_article(), title="Another title")
    before = site_version.current()
    hidden = hide(article, 1)
    between = site_version.current()
    hiding.show(hidden, by=None)
    assert before < between < site_version.current()


def test_the_present_version_is_not_hidden(article):
    with pytest.raises(Refused, match="is not possible now"):
        hide(article, 3)


def test_hiding_needs_a_reason(article):
    with pytest.raises(Refused, match="Say why"):
        hide(article, 2, reason=" ")
    assert not article.versions.filter(state=Version.State.HIDDEN).exists()


@pytest.mark.parametrize("name", ["hide", "show"])
def test_nothing_is_hidden_or_shown_twice(article, name):
    version = hide(article, 2)
    if name == "show":
        hiding.show(version, by=None)
    with pytest.raises(Refused, match="is not possible now"):
        hiding.VERSIONS.perform(name, version, by=None)


def test_an_unknown_state_is_refused_by_the_database(article):
    with pytest.raises(IntegrityError, match="version_state_is_known"), transaction.atomic():
        article.versions.update(state="lost")


def test_a_hidden_version_costs_readers_no_query(client, article, django_assert_num_queries):
    hide(article, 2)
    client.get("/")
    with django_assert_num_queries(4):
        client.get("/articles/a-piece/")


# At the desk


def test_a_version_is_hidden_and_shown_again_at_the_desk(staff_client, client, article):
    assert address(article, 2, "hide") in staff_client.get(page_of(article)).content.decode()
    asked = staff_client.get(address(article, 2, "hide")).content.decode()
    assert "they are told that it is no longer shown (410)" in asked
    staff_client.post(address(article, 2, "hide"), {"reason": "It named a person."})
    assert client.get("/articles/a-piece/versions/2/").status_code == 410
    page = staff_client.get(page_of(article)).content.decode()
    assert "Version 2: Hide this version from readers" in page
    assert "It named a person." in page
    assert "(hidden from readers)" in page
    assert address(article, 2, "show") in page
    staff_client.post(address(article, 2, "show"))
    assert client.get("/articles/a-piece/versions/2/").status_code == 200
    entries = Entry.objects.filter(action__startswith="version").values_list(
        "action", "subject_model", "subject_pk", "details"
    )
    about = ("articles.article", article.pk, {"version": 2})
    assert list(entries) == [(Action.VERSION_SHOWN, *about), (Action.VERSION_HIDDEN, *about)]


def test_the_desk_refuses_to_hide_without_a_reason(staff_client, article):
    response = staff_client.post(address(article, 2, "hide"), {"reason": " "})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["reason"]
    assert not article.versions.filter(state=Version.State.HIDDEN).exists()


def test_what_is_not_possible_any_more_is_said(staff_client, article):
    hide(article, 2)
    response = staff_client.post(address(article, 2, "hide"), {"reason": "Again."}, follow=True)
    assert "is not possible now" in response.content.decode()


@pytest.mark.parametrize(("number", "name"), [(9, "hide"), (2, "vanish")])
def test_an_unknown_version_or_step_does_not_exist(staff_client, article, number, name):
    assert staff_client.get(address(article, number, name)).status_code == 404


def test_editors_are_not_offered_what_they_may_not_do(client, article):
    client.force_login(make_user(groups=["editor"]))
    assert "/version/2/" not in client.get(page_of(article)).content.decode()
    assert client.get(address(article, 2, "hide")).status_code == 403


def test_a_hidden_version_stays_at_the_desk(staff_client, article):
    hide(article, 2)
    page = staff_client.get(f"{ARTICLES}{article.pk}/differences/?from=2&to=now")
    assert SECRET in page.content.decode()
    version = article.versions.get(number=2)
    assert changes.start_change(article, by=None, version=version).title == SECRET


# What readers never saw


@pytest.fixture
def mended(db):
    """A piece that was withdrawn and changed twice before it came back."""
    article = make_article(title="The first title", slug="a-piece")
    releasing.withdraw(article, by=None, reason_given="errors")
    publish(article, title=SECRET)
    return publish(article, title="The third title")


def states(article):
    return list(article.versions.order_by("number").values_list("state", flat=True))


@pytest.mark.parametrize("step", ["reinstate", "retract"])
def test_what_was_replaced_before_the_piece_came_back_stays_unseen(client, mended, step):
    assert states(mended) == ["shown", "unseen", "unseen"]
    text = {"text": "It was wrong."} if step == "retract" else {}
    getattr(releasing, step)(mended, by=None, **text)
    assert states(mended) == ["shown", "unseen", "shown"]
    page = client.get("/articles/a-piece/").content.decode()
    assert (SECRET in page, "A note on The third title" in page) == (False, True)
    assert client.get("/articles/a-piece/versions/1/").status_code == 200
    assert client.get("/articles/a-piece/versions/2/").status_code == 404
    assert client.get("/articles/a-piece/versions/3/").headers["Location"] == "/articles/a-piece/"


def test_a_version_is_dated_by_when_readers_saw_it_first(mended):
    before = timezone.now()
    releasing.reinstate(mended, by=None)
    assert mended.versions.first().published_at > before


def test_an_end_that_is_taken_away_lets_readers_see_the_last_version_alone(client, db):
    ended = timezone.now() - timedelta(minutes=1)
    article = make_article(
        title="The first title",
        slug="a-piece",
        published_at=ended - timedelta(days=1),
        unpublish_at=ended,
    )
    publish(article, title=SECRET)
    publish(article, title="The third title")
    releasing.set_end(article, by=None, until=None)
    assert states(article) == ["shown", "unseen", "shown"]


def test_a_version_that_readers_saw_stays_theirs_while_the_piece_is_away(client, article):
    releasing.withdraw(article, by=None, reason_given="errors")
    releasing.reinstate(publish(article, title="The fourth title"), by=None)
    assert states(article) == ["shown", "shown", "shown", "shown"]
    assert article.state == State.READY


def test_what_readers_never_saw_is_not_shown_by_hand(mended):
    with pytest.raises(Refused, match="is not possible now"):
        hiding.show(mended.versions.get(number=2), by=None)
