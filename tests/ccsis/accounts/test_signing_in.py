import re
from unittest.mock import patch

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings as django_settings
from django.contrib.auth.hashers import MD5PasswordHasher as Hasher
from django.core import signing
from django.db import connection
from django.test import Client

from ccsis.accounts import devices
from ccsis.accounts.adapters import REFUSED
from ccsis.accounts.fingerprints import fingerprint
from ccsis.audit.models import Entry
from tests.ccsis.accounts.people import (
    CODE,
    LOG_IN,
    PASSWORD,
    code_of,
    is_signed_in,
    make_enrolled,
    make_member,
    reaches_the_desk,
    sign_in,
    sign_in_fully,
)

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"
LIMIT = django_settings.AXES_FAILURE_LIMIT


@pytest.fixture(autouse=True)
def _demanded(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def browser(address=HERE) -> Client:
    return Client(REMOTE_ADDR=address)


def guess(client, name, times=1):
    for _ in range(times):
        response = client.post(LOG_IN, {"login": name, "password": "a guess"})
    return response


def seen_from_outside(response) -> tuple:
    """All but the values that are new in each page or were typed."""
    page = re.sub(r'value="[^"]*"', "", response.content.decode())
    return response.status_code, sorted(response.headers), page


def test_a_password_and_a_code_open_the_desk(client):
    user = make_enrolled()
    response = sign_in(client, user)
    assert (response.status_code, response["Location"]) == (302, CODE)
    assert not is_signed_in(client)
    response = client.post(CODE, {"code": code_of(user.secret)})
    assert (response.status_code, response["Location"]) == (302, "/staff/")
    assert reaches_the_desk(client)


def test_it_leads_on_to_what_was_asked_for_on_this_site_alone(client):
    user = make_enrolled()
    for asked, given in (("/staff/articles/", "/staff/articles/"), ("//evil.example/", "/staff/")):
        client = browser()
        sign_in(client, user, next=asked)
        code = user.recovery_codes.pop()
        assert client.post(CODE, {"code": code})["Location"] == given


def test_a_recovery_code_works_once(client):
    user = make_enrolled()
    sign_in(client, user)
    client.post(CODE, {"code": user.recovery_codes[0]})
    assert reaches_the_desk(client)
    again = browser()
    sign_in(again, user)
    assert again.post(CODE, {"code": user.recovery_codes[0]}).status_code == 422
    assert not is_signed_in(again)


@pytest.mark.parametrize("later", [0, 31])
def test_a_code_of_the_app_works_once(later):
    """Also in another process: used codes are in the database."""
    user = make_enrolled()
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        code = code_of(user.secret)
        sign_in_fully(browser(), user)
        clock.shift(later)
        again = browser()
        sign_in(again, user)
        assert again.post(CODE, {"code": code}).status_code == 422


@pytest.mark.parametrize(("age", "status"), [(-60, 422), (-30, 302), (30, 302), (60, 422)])
def test_a_code_is_good_for_one_step_of_the_clock_before_and_after(client, age, status):
    user = make_enrolled()
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        code = code_of(user.secret)
        clock.shift(age)
        sign_in(client, user)
        assert client.post(CODE, {"code": code}).status_code == status


def test_every_failure_has_the_same_answer():
    make_member("avery")
    make_member("gone", is_active=False)
    make_member("reader", is_staff=False)
    locked = browser()
    guess(locked, "avery", LIMIT + 1)
    answers = {
        "wrong password": guess(browser(), "robin"),
        "unknown name": guess(browser(ELSEWHERE), "nobody"),
        "disabled": browser().post(LOG_IN, {"login": "gone", "password": PASSWORD}),
        "not of the staff": browser().post(LOG_IN, {"login": "reader", "password": PASSWORD}),
        "locked": locked.post(LOG_IN, {"login": "avery", "password": PASSWORD}),
    }
    assert answers["locked"].status_code == 422
    assert str(REFUSED) in answers["locked"].content.decode()
    seen = {case: seen_from_outside(response) for case, response in answers.items()}
    assert seen == dict.fromkeys(seen, seen["locked"])


def test_every_failure_costs_one_hash():
    """Hashing is what takes the time, so each way to fail does it once."""
    make_member("avery")
    make_member("gone", is_active=False)
    locked = browser()
    guess(locked, "avery", LIMIT)
    for client, name in [
        (browser(ELSEWHERE), "avery"),
        (browser(), "nobody"),
        (browser(), "gone"),
        (locked, "avery"),
    ]:
        with patch.object(Hasher, "encode", autospec=True, side_effect=Hasher.encode) as encode:
            guess(client, name)
        assert encode.call_count == 1, name


def test_after_five_failures_the_right_password_is_refused_for_half_an_hour():
    user, client = make_member(), browser()
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        guess(client, "avery", LIMIT)
        assert sign_in(client, user).status_code == 422
        clock.shift(29 * 60)
        assert sign_in(client, user).status_code == 422
        clock.shift(2 * 60)
        assert sign_in(client, user).status_code == 302


def test_four_failures_are_forgiven():
    user, client = make_member(), browser()
    guess(client, "avery", LIMIT - 1)
    assert sign_in(client, user).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_guesses_from_elsewhere_do_not_lock_out_at_all():
    user = make_member()
    guess(browser(ELSEWHERE), "avery", LIMIT)
    assert sign_in(browser(HERE), user).status_code == 302


def test_the_name_in_other_letters_is_the_same_name():
    user, client = make_member("avery"), browser()
    for name in ("AVERY", " avery ", "Avery", "aVery", "averY"):
        guess(client, name)
    assert sign_in(client, user).status_code == 422


def test_a_known_device_has_its_own_counter():
    """Guesses from the same address, in an office or behind a provider's gate, do not lock it out."""
    user, known = make_enrolled(), browser()
    sign_in_fully(known, user)
    known.post("/staff/account/logout/")
    guess(browser(), "avery", LIMIT)
    assert sign_in(browser(), user).status_code == 422
    assert sign_in(known, user)["Location"] == CODE
    guess_more = browser()
    guess_more.cookies = known.cookies
    guess_more.cookies.pop("sessionid")
    guess(guess_more, "avery", LIMIT)
    assert sign_in(guess_more, user).status_code == 422


def test_a_flood_from_the_same_address_does_not_stop_a_known_device(settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "3/m/ip"}
    user, known = make_enrolled(), browser()
    sign_in_fully(known, user)
    known.post("/staff/account/logout/")
    # Signing in before the device was known was the first of three.
    assert [guess(browser(), f"name-{n}").status_code for n in range(3)] == [422, 422, 429]
    assert sign_in(known, user)["Location"] == CODE


def test_a_device_of_one_person_is_not_known_for_another():
    known = browser()
    sign_in_fully(known, make_enrolled())
    known.post("/staff/account/logout/")
    other = make_member("other")
    guess(browser(), "other", LIMIT)
    assert sign_in(known, other).status_code == 422


def test_the_device_is_remembered_on_the_staffs_pages_alone(client):
    response = sign_in_fully(client, make_enrolled())
    cookie = response.cookies["device"]
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/staff/", "Strict", True)
    assert cookie["max-age"] == devices.AGE


def test_a_password_alone_does_not_make_a_device_known(client):
    assert "device" not in sign_in(client, make_member()).cookies


@pytest.mark.parametrize("cookie", ["", "x", "a:b:c", "é"])
def test_a_forged_device_is_no_device(client, cookie):
    client.cookies["device"] = cookie
    assert guess(client, "avery").status_code == 422


def test_a_cookie_that_was_signed_for_something_else_is_no_device(rf):
    mark = fingerprint(devices.SALT, "avery")
    request = rf.get("/staff/")
    for salt, device in ((devices.SALT, "x"), ("another", "")):
        request.COOKIES["device"] = signing.dumps(["x", [mark]], salt=salt)
        assert devices.known(request, "avery") == device


def test_wrong_codes_are_counted_together_for_all_strangers():
    user = make_enrolled()
    for number in range(5):
        client = browser(f"192.0.2.{number}")
        sign_in(client, user)
        assert client.post(CODE, {"code": "000000"}).status_code == 422
    client = browser(ELSEWHERE)
    sign_in(client, user)
    response = client.post(CODE, {"code": code_of(user.secret)})
    assert response.status_code == 422
    assert "Too many wrong codes" in response.content.decode()


def test_wrong_codes_of_strangers_do_not_lock_out_a_known_device():
    user, known = make_enrolled(), browser()
    sign_in_fully(known, user)
    known.post("/staff/account/logout/")
    stranger = browser()
    sign_in(stranger, user)
    for _ in range(6):
        stranger.post(CODE, {"code": "000000"})
    sign_in(known, user)
    assert known.post(CODE, {"code": user.recovery_codes[0]})["Location"] == "/staff/"


def test_neither_names_nor_addresses_nor_passwords_are_kept():
    make_member("avery")
    client = Client(REMOTE_ADDR=ELSEWHERE, HTTP_USER_AGENT="Canary Browser", HTTP_ACCEPT="canary/x")
    for name in ("avery", "canary-name"):
        client.post(f"{LOG_IN}?canary=1", {"login": name, "password": "canary-word", "x": "canary"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT axes_accessattempt::text FROM axes_accessattempt")
        kept = " ".join(row for (row,) in cursor.fetchall())
        cursor.execute("SELECT audit_entry::text FROM audit_entry")
        kept += " ".join(row for (row,) in cursor.fetchall())
        cursor.execute("SELECT cache_key || value FROM accounts_counter")
    assert "canary" not in kept.lower()
    assert ELSEWHERE not in kept
    assert "avery" in kept
    assert "avery" not in " ".join(AccessAttempt.objects.values_list("username", flat=True))


def test_the_log_tells_failures_of_known_accounts_alone():
    user, client = make_enrolled(), browser()
    guess(client, "nobody")
    guess(client, "avery", LIMIT + 2)
    assert (
        list(Entry.objects.values_list("action", "actor_id"))
        == [("log-in-failed", user.pk)] * LIMIT
    )


def test_the_log_tells_who_came_and_went_and_how(client):
    user = make_enrolled()
    sign_in(client, user)
    client.post(CODE, {"code": "000000"})
    client.post(CODE, {"code": code_of(user.secret)})
    client.post("/staff/account/logout/")
    told = Entry.objects.order_by("pk").values_list("action", "details")
    assert list(told) == [
        ("log-in-failed", {"step": "totp"}),
        ("logged-in", {"second_factor": "totp"}),
        ("logged-out", {}),
    ]


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "counted"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (2, "203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (1, "203.0.113.9:49152", "203.0.113.9"),
        (1, None, "192.0.2.1"),
    ],
)
def test_the_address_is_counted_from_the_right(settings, behind_proxy, forwarded, counted):
    settings.TRUSTED_PROXIES = behind_proxy
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    client = browser()
    client.post(LOG_IN, {"login": "x", "password": "y"}, headers=headers)
    settings.TRUSTED_PROXIES = 0
    guess(browser(counted), "x")
    assert AccessAttempt.objects.get().failures_since_start == 2


def test_one_household_counts_as_one():
    for host in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"):
        guess(browser(host), "x")
    assert AccessAttempt.objects.get().failures_since_start == 2


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"login": "", "password": ""},
        {"login": "x" * 5000, "password": "y" * 5000},
        {"login": "a\x00b", "password": "c\x00d"},
        {"login": "😀", "password": "é"},
    ],
)
def test_nonsense_is_refused_and_breaks_nothing(client, typed):
    assert client.post(LOG_IN, typed).status_code == 422


def test_the_log_in_page_is_not_stored_and_not_found(client):
    response = client.get(LOG_IN)
    assert "no-store" in response["Cache-Control"]
    assert b'<meta name="robots" content="noindex">' in response.content


@pytest.mark.parametrize(
    "page",
    ["signup/", "password/reset/", "email/", "inactive/", "social/", "password/set/", "codes/x/"],
)
def test_no_other_page_of_allauth_is_there(client, page):
    assert client.get(f"/staff/account/{page}").status_code in {302, 404}
    assert (
        client.get(f"/staff/account/{page}")
        .get("Location", "/staff/login/")
        .startswith("/staff/login/")
    )


def test_only_who_has_a_passkey_is_offered_it_at_the_second_step(client):
    user = make_enrolled()
    sign_in(client, user)
    wrong = client.post(CODE, {"code": "000000"}).content.decode()
    assert ("Type the code" in wrong, "Use a passkey" in wrong) == (True, False)
    assert "Use a passkey" not in client.get(CODE).content.decode()
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "A key"})
    with patch("allauth.mfa.webauthn.internal.auth.get_credentials", return_value=[]):
        assert "Use a passkey" in client.get(CODE).content.decode()
