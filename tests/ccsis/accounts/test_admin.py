import re

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from ccsis.accounts.roles import EDITOR, REVIEWER
from ccsis.audit.models import Entry
from tests.ccsis.accounts.people import is_signed_in, make_enrolled, make_member, open_session
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("admin:auth_user_changelist"), reverse("admin:auth_user_add")


def change(user) -> str:
    return reverse("admin:auth_user_change", args=[user.pk])


def reset(user) -> str:
    return reverse("admin:auth_user_reset", args=[user.pk])


def fields(user, **changes) -> dict:
    """What the form holds, with changes; None leaves a box unticked."""
    given = {
        "username": user.username,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "groups": [group.pk for group in user.groups.all()],
        "is_superuser": "on" if user.is_superuser else None,
        "is_active": "on" if user.is_active else None,
    } | changes
    return {name: value for name, value in given.items() if value is not None}


def group(name) -> Group:
    return Group.objects.get_or_create(name=name)[0]


def told() -> list:
    entries = Entry.objects.exclude(action="logged-in").order_by("pk")
    return list(entries.values_list("action", "subject_pk", "details"))


def test_a_colleague_is_invited_by_a_link_that_is_shown_once(staff_client, client):
    new = {"username": "robin", "first_name": "Robin", "last_name": "Example", "email": ""}
    response = staff_client.post(ADD, new | {"groups": [group(EDITOR).pk]})
    page = response.content.decode()
    link = re.search(r'value="(http://testserver/staff/account/welcome/[\w-]+/)"', page)[1]
    assert "no-store" in response["Cache-Control"]
    assert "data-copy hidden>Copy</button>" in page
    user = User.objects.get(username="robin")
    assert (user.is_staff, user.is_superuser, user.has_usable_password()) == (True, False, False)
    assert [one.name for one in user.groups.all()] == [EDITOR]
    assert told() == [("invited", user.pk, {"groups": [EDITOR]})]
    assert client.get(link).status_code == 200


def test_the_form_of_an_invitation_invites(staff_client):
    page = staff_client.get(ADD).content.decode()
    assert ('value="Invite"' in page, 'value="Save"' in page) == (True, False)


def test_a_name_that_differs_by_its_case_alone_is_refused(staff_client):
    make_user("robin")
    response = staff_client.post(ADD, {"username": "Robin"})
    assert "There is an account of this name." in response.content.decode()
    assert not User.objects.filter(username="Robin").exists()


def test_other_groups_and_rights_are_written_down(staff_client):
    user = make_user("robin", groups=[EDITOR])
    staff_client.post(change(user), fields(user, groups=[group(REVIEWER).pk], is_superuser="on"))
    assert told() == [("permissions-changed", user.pk, {"groups": [REVIEWER], "superuser": True})]


def test_disabling_and_enabling_is_written_down(staff_client):
    user = make_user("robin")
    staff_client.post(change(user), fields(user, is_active=None))
    user.refresh_from_db()
    assert not user.is_active
    staff_client.post(change(user), fields(user, is_active="on"))
    assert told() == [("account-disabled", user.pk, {}), ("account-enabled", user.pk, {})]


def test_of_a_changed_name_only_that_it_changed_is_written_down(staff_client):
    user = make_user("robin")
    staff_client.post(change(user), fields(user, last_name="Canary", email="canary@example.org"))
    assert told() == [("account-changed", user.pk, {"fields": ["email", "last_name"]})]


@pytest.mark.parametrize("right", ["is_superuser", "is_active"])
def test_the_last_active_superuser_stays_one(staff_client, right):
    user = User.objects.get(username="staff")
    response = staff_client.post(change(user), fields(user, **{right: None}))
    assert "this is the last active superuser" in response.content.decode()
    user.refresh_from_db()
    assert (user.is_superuser, user.is_active) == (True, True)


@pytest.mark.parametrize("lack", ["is_active", "is_staff"])
def test_a_superuser_who_cannot_come_in_does_not_count(staff_client, lack):
    make_user("gone", is_superuser=True, **{lack: False})
    user = User.objects.get(username="staff")
    response = staff_client.post(change(user), fields(user, is_superuser=None))
    assert "this is the last active superuser" in response.content.decode()


def test_with_another_superuser_one_may_go(staff_client):
    make_user("other", is_superuser=True)
    user = User.objects.get(username="staff")
    staff_client.post(change(user), fields(user, is_superuser=None))
    user.refresh_from_db()
    assert not user.is_superuser


def test_nobody_sets_the_password_of_another(staff_client):
    user = make_member("robin")
    assert "password" not in staff_client.get(change(user)).context["adminform"].form.fields
    staff_client.post(change(user), fields(user, password="x", is_staff=None))
    hashed = user.password
    user.refresh_from_db()
    assert (user.password, user.is_staff) == (hashed, True)
    assert staff_client.get(f"{change(user)}../password/").status_code == 302


@pytest.mark.parametrize(
    "lookup", ["password__startswith", "one_time_link__pk__gt", "authenticator__pk__gt"]
)
def test_no_secret_is_found_out_by_filtering_the_list(staff_client, lookup):
    assert staff_client.get(LIST, {lookup: "0"}).status_code == 400


def test_accounts_are_not_deleted(staff_client):
    user = make_user("robin")
    assert staff_client.post(reverse("admin:auth_user_delete", args=[user.pk])).status_code == 403
    selected = {"action": "delete_selected", "_selected_action": [user.pk], "post": "yes"}
    staff_client.post(LIST, selected)
    assert User.objects.filter(pk=user.pk).exists()


def test_a_colleague_is_let_back_in_after_a_page_that_says_what_happens(staff_client, client):
    user = make_enrolled()
    assert staff_client.get(reset(user)).status_code == 200
    assert user.authenticator_set.count() == 2
    response = staff_client.post(reset(user))
    assert "/staff/account/welcome/" in response.content.decode()
    assert user.authenticator_set.count() == 0
    assert told() == [("second-factor-reset", user.pk, {})]


def test_nobody_resets_oneself_nor_a_disabled_account(staff_client):
    user = User.objects.get(username="staff")
    for person in (user, make_member("gone", is_active=False)):
        assert staff_client.post(reset(person)).status_code == 403
    assert staff_client.post("/staff/auth/user/999999/reset/").status_code == 404


def test_disabling_ends_the_session(staff_client):
    user, theirs = make_member("robin"), Client()
    open_session(theirs, user)
    staff_client.post(change(user), fields(user, is_active=None))
    assert theirs.get("/staff/").status_code == 302
    assert not is_signed_in(theirs)


@pytest.mark.parametrize("page", [LIST, ADD, "change", "reset"])
def test_only_superusers_look_after_accounts(client, page):
    user = make_user("robin")
    client.force_login(make_user("avery", groups=[EDITOR]))
    address = {"change": change(user), "reset": reset(user)}.get(page, page)
    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403
    assert "/staff/auth/" not in client.get("/staff/").content.decode()


def test_the_list_costs_the_same_for_any_number_of_accounts(
    staff_client, django_assert_num_queries
):
    make_user(groups=[EDITOR])
    staff_client.get(LIST)
    with django_assert_num_queries(7) as few:
        staff_client.get(LIST)
    for _ in range(20):
        make_user(groups=[EDITOR, REVIEWER])
    with django_assert_num_queries(len(few)):
        staff_client.get(LIST)
