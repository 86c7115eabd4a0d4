"""What is typed is kept for its author until it is saved."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from articles.models import Article, Page
from ccsis.desk import works
from ccsis.desk.jobs import purge_desk
from ccsis.desk.models import Presence, UnsavedWork
from tests.careful import hidden_fields, sign_in
from tests.desk import ADD, fields
from tests.factories import make_article, make_page, make_person, make_superuser

PAGE_ADD = "/staff/articles/page/add/"


@pytest.fixture
def page(db):
    return make_page(title="First title", body="<p>One two three.</p>")


def address(row, end="change/"):
    return f"/staff/articles/{row._meta.model_name}/{row.pk}/{end}"


def keep(client, row, **typed):
    """Open a row's form and let its module keep what was typed."""
    hidden = hidden_fields(client, address(row))
    sent = {"title": row.title, "slug": row.slug, "body": row.body} | hidden | typed
    return client.post(address(row, "desk/keep/"), sent)


def test_what_is_typed_is_kept(staff_client, page):
    answer = keep(staff_client, page, title="Typed", csrfmiddlewaretoken="x")
    work = UnsavedWork.objects.get()
    assert answer.status_code == 200
    assert answer.json()["said"].startswith("Not saved yet, but kept for you at ")
    assert answer.headers["Cache-Control"].count("no-store") == 1
    assert (work.title, work.model, work.object_pk) == ("Typed", "articles.page", str(page.pk))
    assert "csrf" not in work.data
    assert "_work" not in work.data
    page.refresh_from_db()
    assert page.title == "First title"


def test_a_form_keeps_one_state_of_itself(staff_client, page):
    hidden = hidden_fields(staff_client, address(page))
    for title in ("T", "Ty", "Typed"):
        staff_client.post(address(page, "desk/keep/"), hidden | {"title": title})
    assert [work.title for work in UnsavedWork.objects.all()] == ["Typed"]


def test_a_second_window_overwrites_nothing(staff_client, page):
    keep(staff_client, page, title="In the one")
    keep(staff_client, page, title="In the other")
    assert sorted(work.title for work in UnsavedWork.objects.all()) == [
        "In the one",
        "In the other",
    ]


def test_the_form_says_that_there_is_unsaved_work_and_opens_it(staff_client, page):
    keep(staff_client, page, title="Typed")
    form = staff_client.get(address(page))
    (unsaved,) = form.context["desk"]["unsaved"]
    assert "You have work from " in form.content.decode()
    opened = staff_client.get(unsaved["address"]).content.decode()
    assert 'value="Typed"' in opened
    assert "This is your unsaved work." in opened
    assert "errornote" not in opened
    page.refresh_from_db()
    assert page.title == "First title"


def test_opened_work_is_saved_and_then_gone(staff_client, page):
    keep(staff_client, page, title="Typed")
    opened = f"{address(page)}?work={UnsavedWork.objects.get().pk}"
    hidden = hidden_fields(staff_client, opened)
    sent = {"title": "Typed", "slug": page.slug} | hidden
    assert staff_client.post(address(page), sent).status_code == 302
    assert Page.objects.get(pk=page.pk).title == "Typed"
    assert not UnsavedWork.objects.exists()


def test_opened_work_still_obeys_what_it_is_based_on(staff_client, page):
    keep(staff_client, page, title="Typed")
    Page.objects.filter(pk=page.pk).update(title="Saved by somebody")
    opened = f"{address(page)}?work={UnsavedWork.objects.get().pk}"
    sent = {"title": "Typed", "slug": page.slug} | hidden_fields(staff_client, opened)
    assert staff_client.post(address(page), sent).status_code == 409
    assert UnsavedWork.objects.count() == 1


def test_unsaved_work_on_a_new_piece_opens_with_its_rows_and_its_text(staff_client):
    person = make_person("Avery Example")
    byline = {
        "bylines-TOTAL_FORMS": "1",
        "bylines-0-position": "1",
        "bylines-0-person": str(person.pk),
        "bylines-0-role": "editor",
    }
    typed = fields(title="", body="<p>Half a thought</p>", summary_points="One\r\nTwo", **byline)
    hidden = hidden_fields(staff_client, ADD)
    assert staff_client.post(ADD.replace("add/", "desk/keep/"), typed | hidden).status_code == 200
    (unsaved,) = staff_client.get(ADD).context["desk"]["unsaved"]
    opened = staff_client.get(unsaved["address"]).content.decode()
    assert "&lt;p&gt;Half a thought&lt;/p&gt;" in opened
    assert '<option value="editor" selected>' in opened
    assert "Avery Example" in opened
    assert "errorlist" not in opened
    assert not Article.objects.exists()


def test_work_is_discarded_where_it_is_offered(staff_client, page):
    keep(staff_client, page, title="Typed")
    (unsaved,) = staff_client.get(address(page)).context["desk"]["unsaved"]
    answer = staff_client.post(address(page, "desk/discard/"), {"_work": unsaved["claim"]})
    assert answer.headers["Location"] == address(page)
    assert not UnsavedWork.objects.exists()


def test_a_form_with_an_error_is_kept_also_without_scripts(staff_client, page):
    hidden = hidden_fields(staff_client, address(page))
    response = staff_client.post(address(page), {"title": "", "body": "<p>Typed</p>"} | hidden)
    assert response.status_code == 200
    work = UnsavedWork.objects.get()
    assert "Typed" in work.data
    assert response.context["desk"]["unsaved"] == []


# Whose it is


def test_nobody_else_sees_it_not_even_a_superuser(staff_client, page):
    keep(staff_client, page, title="Private words")
    other = sign_in(make_superuser("other"))
    work = UnsavedWork.objects.get()
    for path in ("/staff/", address(page), f"{address(page)}?work={work.pk}"):
        assert "Private words" not in other.get(path).content.decode()


def test_nobody_writes_into_anothers_work(staff_client, page):
    hidden = hidden_fields(staff_client, address(page))
    other = sign_in(make_superuser("other"))
    answer = other.post(address(page, "desk/keep/"), hidden | {"title": "Theirs"})
    assert (answer.status_code, UnsavedWork.objects.count()) == (409, 0)
    keep(staff_client, page, title="Typed")
    other.post(address(page, "desk/discard/"), hidden)
    other.post(address(page), {"title": "Theirs", "slug": page.slug} | hidden)
    assert UnsavedWork.objects.count() == 1


@pytest.mark.parametrize("claim", ["", "zz", "a:b:c", "\x00", "W10:1abc:x"])
def test_a_claim_that_was_not_signed_here_is_refused(staff_client, page, claim):
    answer = staff_client.post(address(page, "desk/keep/"), {"title": "Typed", "_work": claim})
    assert (answer.status_code, UnsavedWork.objects.count()) == (409, 0)


def test_it_needs_the_same_rights_as_the_form(page, django_user_model):
    user = django_user_model.objects.create_user("looker", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_page"))
    client = sign_in(user)
    claim = works.new_claim(user).sign()
    for end in ("keep/", "here/"):
        assert client.post(address(page, f"desk/{end}"), {"_work": claim}).status_code == 403
        assert client.post(f"/staff/articles/page/desk/{end}", {"_work": claim}).status_code == 403
    assert not UnsavedWork.objects.exists()
    assert not Presence.objects.exists()


@pytest.mark.parametrize("end", ["keep/", "here/", "discard/"])
def test_nothing_happens_by_a_link_or_without_the_token(staff_client, page, end):
    assert staff_client.get(address(page, f"desk/{end}")).status_code == (
        200 if end == "here/" else 405
    )
    assert not Presence.objects.exists()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = staff_client.cookies
    assert strict.post(address(page, f"desk/{end}")).status_code == 403


# Limits


def test_too_much_is_not_kept_and_that_is_said(staff_client, page, monkeypatch):
    monkeypatch.setattr(works, "LONGEST", 100)
    answer = keep(staff_client, page, title="x" * 200)
    assert answer.status_code == 413
    assert answer.json()["said"].startswith("Not kept: ")


def test_nobody_keeps_more_than_a_number_of_forms(staff_client, page, monkeypatch):
    monkeypatch.setattr(works, "MOST", 1)
    hidden = hidden_fields(staff_client, address(page))
    assert keep(staff_client, page, **hidden).status_code == 200
    assert keep(staff_client, page).status_code == 413
    assert keep(staff_client, page, **hidden).status_code == 200


def test_after_thirty_days_it_is_forgotten(staff_client, page):
    keep(staff_client, page, title="Typed")
    with time_machine.travel(timezone.now() + timedelta(days=30, minutes=1)):
        assert not works.of(UnsavedWork.objects.get().user).exists()
        purge_desk(timestamp=0)
    assert not UnsavedWork.objects.exists()


@pytest.mark.parametrize("key", ["", "zz", "\x00", "5" * 400])
def test_an_address_that_names_no_work_shows_the_form(staff_client, page, key):
    status = 400 if key == "\x00" else 200
    assert staff_client.get(address(page), {"work": key}).status_code == status


@pytest.mark.parametrize("typed", ["\x00", "\ud800", "<script>"])
def test_whatever_is_typed_is_kept_and_shown(staff_client, page, typed):
    typed = typed.encode("utf-8", "surrogatepass")
    hidden = hidden_fields(staff_client, address(page))
    body = b"&".join(
        [b"title=" + b"".join(b"%%%02X" % byte for byte in typed)]
        + [f"{name}={works.urlencode({'': value})[1:]}".encode() for name, value in hidden.items()]
    )
    kind = "application/x-www-form-urlencoded"
    answer = staff_client.generic("POST", address(page, "desk/keep/"), body, content_type=kind)
    assert answer.status_code == 200
    work = UnsavedWork.objects.get()
    opened = staff_client.get(f"{address(page)}?work={work.pk}")
    assert opened.status_code == 200
    assert "<script>" not in opened.content.decode().split("<body")[1].split("jsi18n")[0]


# A lost session


def test_a_save_after_the_session_ended_is_kept_for_its_author(staff_client, page):
    hidden = hidden_fields(staff_client, address(page))
    staff_client.logout()
    sent = {"title": "Typed at length", "slug": page.slug} | hidden
    answer = staff_client.post(address(page), sent, follow=True)
    assert answer.redirect_chain[0][0].startswith("/staff/login/")
    assert "What you typed is kept" in answer.content.decode()
    page.refresh_from_db()
    assert page.title == "First title"
    back = sign_in(UnsavedWork.objects.get().user)
    (unsaved,) = back.get(address(page)).context["desk"]["unsaved"]
    assert 'value="Typed at length"' in back.get(unsaved["address"]).content.decode()


def test_a_save_with_the_token_of_an_older_session_is_kept_too(staff_client, page):
    hidden = hidden_fields(staff_client, address(page))
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = staff_client.cookies
    assert strict.post(address(page), {"title": "Typed"} | hidden).status_code == 403
    assert UnsavedWork.objects.get().title == "Typed"


def test_who_may_not_save_is_not_told_of_a_lost_session(page, django_user_model):
    user = django_user_model.objects.create_user("looker", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_page"))
    client = sign_in(user)
    sent = {"title": "Typed", "_work": works.new_claim(user).sign()}
    assert client.post(address(page), sent).status_code == 403
    assert not UnsavedWork.objects.exists()
    assert "logged out" not in client.get("/staff/").content.decode()


def test_others_read_not_even_what_unsaved_work_is_called(staff_client, page):
    keep(staff_client, page, title="Private words")
    assert str(UnsavedWork.objects.get()) == "unsaved work that only its author can read"


def test_a_stranger_keeps_nothing(client, page):
    for claim in ("", "zz"):
        client.post(address(page), {"title": "Typed", "_work": claim})
    assert not UnsavedWork.objects.exists()


def test_nothing_is_kept_for_somebody_who_was_disabled(staff_client, page, django_user_model):
    hidden = hidden_fields(staff_client, address(page))
    django_user_model.objects.update(is_active=False)
    staff_client.post(address(page), {"title": "Typed"} | hidden)
    assert not UnsavedWork.objects.exists()


def test_a_released_piece_has_no_form_to_keep(staff_client):
    article = make_article()
    assert "desk" not in staff_client.get(address(article)).context
