"""The right password alone opens nothing of the admin, at no address and by no method."""

from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, reverse

from tests.ccsis.accounts.people import (
    ACCOUNT,
    is_signed_in,
    make_enrolled,
    make_member,
    open_session,
    reaches_the_desk,
    sign_in,
    sign_in_fully,
)

pytestmark = pytest.mark.django_db

#: What stands in addresses that are not about a row by its number.
PARTS = {"app_label": "articles", "key": UUID(int=1), "url": "x"}


@pytest.fixture(autouse=True)
def _demanded(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def names(patterns, prefix=""):
    """Full names and parameters of all named addresses below."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, prefix)
        elif pattern.name:
            yield f"admin:{pattern.name}", tuple(pattern.pattern.regex.groupindex)


def admin_addresses() -> list[str]:
    found = {
        reverse(name, kwargs={part: PARTS.get(part, 1) for part in parts})
        for name, parts in names(admin.site.urls[0])
    }
    return sorted(found | {"/staff/no-such-page/"})


def test_the_walk_finds_every_model_and_the_pages_of_the_site_itself():
    found = admin_addresses()
    assert len(found) > 5 * len(admin.site._registry)
    assert {"/staff/", "/staff/jsi18n/", "/staff/autocomplete/", "/staff/password_change/"} <= set(
        found
    )


@pytest.mark.parametrize("method", ["get", "post", "head", "put", "delete", "options"])
def test_a_password_alone_opens_no_page_of_the_admin(client, method):
    user = make_member(is_superuser=True)
    for address in admin_addresses():
        open_session(client, user)
        response = getattr(client, method)(address)
        assert response.status_code in {302, 405}, address
        assert response.content == b"", address
        if response.status_code == 302:
            assert response["Location"].startswith("/staff/"), address


def test_it_leads_to_enrolling_and_not_in_a_circle(client):
    open_session(client, make_member())
    response = client.get("/staff/", follow=True)
    assert response.redirect_chain[-1] == (ACCOUNT, 302)
    assert response.status_code == 200
    assert b"One more step" in response.content


@pytest.mark.parametrize(
    "page", ["codes/", "codes/new/", "password/", "app/remove/", "passkeys/", "confirm/code/"]
)
def test_until_then_no_other_page_of_the_account_opens(client, page):
    open_session(client, make_member())
    response = client.get(f"{ACCOUNT}{page}")
    assert (response.status_code, response["Location"]) == (302, ACCOUNT)


@pytest.mark.parametrize("page", ["", "app/", "passkeys/add/", "password/", "codes/", "confirm/"])
def test_strangers_see_no_page_of_an_account(client, page):
    response = client.get(f"{ACCOUNT}{page}")
    assert response.status_code == 302
    assert response["Location"].startswith("/staff/account/login/")


def test_a_session_from_before_the_enrolment_is_ended(client):
    """Whoever knew the password then must not add a second factor now."""
    user = make_enrolled()
    open_session(client, user)
    response = client.get(f"{ACCOUNT}passkeys/add/")
    assert (response.status_code, response["Location"]) == (302, "/staff/account/login/")
    assert not is_signed_in(client)


def test_a_second_factor_opens_the_desk(client):
    user = make_enrolled()
    open_session(client, user, second_factor=user.authenticator_set.get(type="totp"))
    assert reaches_the_desk(client)


def test_a_second_factor_that_was_removed_opens_it_no_more(client):
    user = make_enrolled()
    sign_in_fully(client, user)
    assert reaches_the_desk(client)
    Authenticator.objects.filter(user=user, type="totp").delete()
    assert not reaches_the_desk(client)


def test_another_persons_second_factor_does_not_count(client):
    other = make_enrolled("other")
    open_session(client, make_member(), second_factor=other.authenticator_set.first())
    assert not reaches_the_desk(client)


def test_the_gate_costs_one_query(client, settings):
    sign_in_fully(client, make_enrolled())
    client.get("/staff/")
    costs = []
    for settings.SECOND_FACTOR_REQUIRED in (True, False):
        with CaptureQueriesContext(connection) as queries:
            client.get("/staff/")
        costs.append(len(queries))
    assert costs[0] == costs[1] + 1


def test_where_it_is_optional_the_password_is_enough(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    response = sign_in(client, make_member())
    assert (response.status_code, response["Location"]) == (302, "/staff/")
    assert reaches_the_desk(client)


def test_and_who_has_one_still_has_to_show_it(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    response = sign_in(client, make_enrolled())
    assert (response.status_code, response["Location"]) == (302, "/staff/account/login/code/")
    assert not is_signed_in(client)


def test_the_admins_own_pages_for_accounts_lead_here(client):
    user = make_enrolled()
    assert client.get("/staff/login/?next=/staff/articles/")["Location"] == (
        "/staff/account/login/?next=/staff/articles/"
    )
    sign_in_fully(client, user)
    assert client.get("/staff/login/")["Location"] == "/staff/"
    assert client.get("/staff/password_change/")["Location"] == "/staff/account/password/"
    assert client.post("/staff/logout/")["Location"] == "/staff/account/login/"
    assert not is_signed_in(client)
