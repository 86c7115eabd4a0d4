"""A session ends at once when its account is not what it was."""

import pytest
from django.test import Client

from ccsis.accounts.actions import reset_second_factor
from tests.ccsis.accounts.people import (
    ACCOUNT,
    CODE,
    LOG_IN,
    PASSWORD,
    code_of,
    is_signed_in,
    make_enrolled,
    open_session,
    reaches_the_desk,
    sign_in,
)

pytestmark = pytest.mark.django_db
NEW = "another made-up password"


@pytest.fixture(autouse=True)
def _demanded(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def member(client):
    """Signed in with a second factor."""
    user = make_enrolled()
    open_session(client, user, second_factor=user.authenticator_set.get(type="totp"))
    assert reaches_the_desk(client)
    return user


@pytest.mark.parametrize("right", ["is_active", "is_staff"])
def test_who_is_disabled_or_leaves_the_staff_is_out(client, member, right):
    setattr(member, right, False)
    member.save()
    assert not reaches_the_desk(client)
    assert client.get(ACCOUNT)["Location"].startswith("/staff/account/login/")


def test_a_new_password_ends_the_sessions_on_other_devices(client, member):
    other = Client()
    open_session(other, member, second_factor=member.authenticator_set.get(type="totp"))
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post(f"{ACCOUNT}password/", fields).status_code == 302
    assert reaches_the_desk(client)
    assert not reaches_the_desk(other)
    assert not is_signed_in(other)


@pytest.mark.parametrize(
    "fields",
    [
        {"oldpassword": "wrong", "password1": NEW, "password2": NEW},
        {"oldpassword": PASSWORD, "password1": NEW, "password2": "different"},
        {"oldpassword": PASSWORD, "password1": "12345678", "password2": "12345678"},
    ],
)
def test_a_new_password_needs_the_old_one_and_some_strength(client, member, fields):
    assert client.post(f"{ACCOUNT}password/", fields).status_code == 422
    member.refresh_from_db()
    assert member.check_password(PASSWORD)


def test_a_log_in_half_way_ends_with_the_password_that_it_began_with(client):
    user = make_enrolled()
    sign_in(client, user)
    user.set_password(NEW)
    user.save()
    response = client.post(CODE, {"code": code_of(user.secret)})
    assert (response.status_code, response["Location"]) == (302, LOG_IN)
    assert not is_signed_in(client)


def test_a_log_in_half_way_ends_with_the_second_factor_and_begins_anew(client):
    """Who lost it stands there when the colleague resets it, and tries once more."""
    user = make_enrolled()
    sign_in(client, user)
    reset_second_factor(user=user)
    response = client.get(LOG_IN, follow=True)
    assert response.redirect_chain == [(CODE, 302), (LOG_IN, 302)]
    assert 'name="password"' in response.content.decode()


def test_readers_pages_set_no_cookie_and_ask_for_no_session(client):
    response = client.get("/")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
