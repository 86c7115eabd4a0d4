"""People with a password, a second factor, a session."""

import time

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from tests.factories import make_user

PASSWORD = "a made-up password"
LOG_IN = "/staff/account/login/"
CODE = "/staff/account/login/code/"
ACCOUNT = "/staff/account/"


def make_member(username="avery", **fields):
    return make_user(username, **({"password": PASSWORD} | fields))


def make_enrolled(username="avery", **fields):
    """A member with an authenticator app and recovery codes; `secret` is the app's key."""
    user = make_member(username, **fields)
    user.secret = generate_totp_secret()
    TOTP.activate(user, user.secret)
    user.recovery_codes = RecoveryCodes.activate(user).generate_codes()
    return user


def code_of(secret: str) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(client, user, **fields):
    """Type user name and password."""
    typed = {"login": user.get_username(), "password": PASSWORD} | fields
    return client.post(LOG_IN, typed)


def sign_in_fully(client, user):
    sign_in(client, user)
    return client.post(CODE, {"code": code_of(user.secret)})


def open_session(client, user, *, second_factor=None):
    """A session as if signed in by the password, and by this authenticator if one is given."""
    client.force_login(user)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "password")
    if second_factor:
        record_authentication(request, user, "mfa", id=second_factor.pk, type=second_factor.type)
    request.session.save()


def is_signed_in(client) -> bool:
    return SESSION_KEY in client.session


def reaches_the_desk(client) -> bool:
    return client.get("/staff/").status_code == 200
