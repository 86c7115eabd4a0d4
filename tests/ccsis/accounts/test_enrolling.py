import json
import re

import pytest
from allauth.mfa.models import Authenticator

from ccsis.audit.models import Entry
from tests.ccsis.accounts.people import (
    ACCOUNT,
    CODE,
    LOG_IN,
    PASSWORD,
    code_of,
    make_enrolled,
    make_member,
    open_session,
    reaches_the_desk,
    sign_in,
    sign_in_fully,
)

pytestmark = pytest.mark.django_db
#: allauth tells of new factors after the commit.
committing = pytest.mark.django_db(transaction=True)
APP, PASSKEY, CODES = f"{ACCOUNT}app/", f"{ACCOUNT}passkeys/add/", f"{ACCOUNT}codes/"


@pytest.fixture(autouse=True)
def _demanded(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def key_shown(client) -> str:
    page = client.get(APP).content.decode()
    return re.search(r'<code class="key">(\w+)</code>', page)[1]


def codes_in(response) -> list[str]:
    return re.findall(r"<li><code>(\d{8})</code></li>", response.content.decode())


@committing
def test_who_sets_up_an_app_sees_the_recovery_codes_once_and_reaches_the_desk(client):
    user = make_member()
    sign_in(client, user)
    response = client.post(APP, {"code": code_of(key_shown(client))})
    assert (response.status_code, response["Location"]) == (302, CODES)
    first, again = client.get(CODES), client.get(CODES)
    assert len(codes_in(first)) == 10
    assert codes_in(again) == []
    assert "no-store" in first["Cache-Control"]
    assert reaches_the_desk(client)


@committing
def test_the_codes_that_are_shown_are_those_that_work(client):
    user = make_member()
    sign_in(client, user)
    client.post(APP, {"code": code_of(key_shown(client))})
    shown = codes_in(client.get(CODES))
    client.post(f"{ACCOUNT}logout/")
    sign_in(client, user)
    client.post(CODE, {"code": shown[3]})
    assert reaches_the_desk(client)


def test_a_wrong_code_sets_up_nothing_and_keeps_the_key(client):
    user = make_member()
    sign_in(client, user)
    key = key_shown(client)
    response = client.post(APP, {"code": "000000"})
    assert response.status_code == 422
    assert key in response.content.decode()
    assert not Authenticator.objects.exists()
    assert not reaches_the_desk(client)


@committing
def test_enrolling_is_written_down(client):
    sign_in(client, make_member())
    client.post(APP, {"code": code_of(key_shown(client))})
    told = Entry.objects.order_by("pk").values_list("action", "details")
    assert list(told)[1:] == [
        ("second-factor-added", {"kind": "totp"}),
        ("enrolled", {}),
        ("second-factor-added", {"kind": "recovery_codes"}),
    ]


def test_removing_the_only_factor_leads_back_to_enrolling(client):
    user = make_enrolled()
    sign_in_fully(client, user)
    response = client.post(f"{ACCOUNT}app/remove/")
    assert (response.status_code, response["Location"]) == (302, ACCOUNT)
    assert not Authenticator.objects.exists()
    assert not reaches_the_desk(client)
    assert b"One more step" in client.get(ACCOUNT).content
    assert Entry.objects.filter(action="second-factor-removed").count() == 2


@committing
def test_new_recovery_codes_end_the_old_ones_and_not_the_session(client):
    user = make_enrolled()
    sign_in(client, user)
    client.post(CODE, {"code": user.recovery_codes[0]})
    response = client.post(f"{CODES}new/")
    assert (response.status_code, response["Location"]) == (302, CODES)
    new = codes_in(client.get(CODES))
    assert len(new) == 10
    assert not set(new) & set(user.recovery_codes)
    assert reaches_the_desk(client)


def test_after_a_while_it_asks_for_the_password_again(client, settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    sign_in_fully(client, make_enrolled())
    response = client.get(PASSKEY)
    assert response["Location"].startswith(f"{ACCOUNT}confirm/?next=")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
    assert client.post(response["Location"], {"password": "wrong"}).status_code == 422
    assert client.post(response["Location"], {"password": PASSWORD})["Location"] == PASSKEY


def test_a_wrong_password_there_counts_as_a_failed_log_in(client, settings):
    user = make_enrolled()
    sign_in_fully(client, user)
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post(f"{ACCOUNT}confirm/", {"password": "wrong"})
    assert client.post(f"{ACCOUNT}confirm/", {"password": PASSWORD}).status_code == 422


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "nonsense",
        "null",
        "[]",
        '"x"',
        "1",
        "{}",
        json.dumps({"id": "x", "rawId": "x", "type": "public-key", "response": {}}),
        json.dumps({"id": 5, "rawId": [], "type": {}, "response": None}),
        json.dumps(
            {
                "id": "AAAA",
                "rawId": "AAAA",
                "type": "public-key",
                "response": {
                    "clientDataJSON": "AAAA",
                    "attestationObject": "AAAA",
                    "authenticatorData": "AAAA",
                    "signature": "AAAA",
                    "userHandle": "AAAA",
                },
            }
        ),
        json.dumps({"id": "a\x00b", "response": {"userHandle": "\x00"}}),
    ],
)
@pytest.mark.parametrize(
    "page", ["login/passkey/", "login/code/", "passkeys/add/", "confirm/passkey/"]
)
def test_whatever_is_sent_for_a_passkey_is_refused_and_breaks_nothing(client, page, credential):
    user = make_enrolled()
    if page == "login/code/":
        sign_in(client, user)
    elif page != "login/passkey/":
        open_session(client, user, second_factor=user.authenticator_set.get(type="totp"))
    client.get(f"{ACCOUNT}{page}", headers={"accept": "application/json"})
    response = client.post(f"{ACCOUNT}{page}", {"credential": credential, "name": "x" * 70})
    assert response.status_code in {302, 422}
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_a_passkey_that_is_none_says_the_same_as_a_password_that_is_none(client):
    response = client.post(f"{ACCOUNT}login/passkey/", {"credential": '{"id": "x"}'}, follow=True)
    assert response.redirect_chain == [(LOG_IN, 302)]
    assert "This did not work." in response.content.decode()


@pytest.mark.parametrize("page", ["passkeys/{}/", "passkeys/{}/remove/", f"passkeys/{10**30}/"])
def test_nobody_opens_the_passkey_of_another(client, page):
    passkey = {"type": "webauthn", "data": {"name": "Theirs"}}
    page = page.format(Authenticator.objects.create(user=make_member("other"), **passkey).pk)
    user = make_enrolled()
    sign_in_fully(client, user)
    assert client.get(f"{ACCOUNT}{page}").status_code == 404
    assert client.post(f"{ACCOUNT}{page}", {"name": "Mine"}).status_code == 404


def test_the_form_of_a_new_password_labels_its_fields_as_all_others_do(client):
    user = make_enrolled()
    open_session(client, user, second_factor=user.authenticator_set.get(type="totp"))
    form = client.get(f"{ACCOUNT}password/").context["form"]
    labels = [str(field.label) for field in form]
    assert labels == ["Current password", "New password", "New password (again)"]
