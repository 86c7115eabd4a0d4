"""What Django and allauth tell about accounts, written into the audit log."""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.userkit import get_user_by_username
from allauth.account.signals import password_changed
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from ccsis.audit.actions import record
from ccsis.audit.models import Action
from ccsis.lib.second_factor import MAIN_KINDS


@receiver(user_logged_in)
def on_log_in(request, user, **kwargs):
    records = get_authentication_records(request, user)
    factors = [entry["type"] for entry in records if entry["method"] == "mfa"]
    record(actor=user, action=Action.LOGGED_IN, second_factor=factors[-1] if factors else "none")


@receiver(user_logged_out)
def on_log_out(user, **kwargs):
    if user:
        record(actor=user, action=Action.LOGGED_OUT)


@receiver(user_login_failed)
def on_failure(credentials, request=None, **kwargs):
    """Of a known account, and only where the password was looked at: a lock stops the flood here too."""
    user = get_user_by_username(credentials.get("username") or "")
    if user and not getattr(request, "was_locked_out", False):
        record(actor=user, action=Action.LOG_IN_FAILED, step="password")


@receiver(authentication_failed)
def on_wrong_code(user, authenticator, **kwargs):
    record(actor=user, action=Action.LOG_IN_FAILED, step=authenticator.type)


@receiver(password_changed)
def on_password_change(user, **kwargs):
    record(actor=user, action=Action.PASSWORD_CHANGED, subject=user)


@receiver(authenticator_added)
def on_added(request, user, authenticator, **kwargs):
    record(actor=user, action=Action.SECOND_FACTOR_ADDED, kind=authenticator.type)
    if authenticator.type in MAIN_KINDS:
        _take_for_shown(request, user, authenticator)
        if user.authenticator_set.filter(type__in=MAIN_KINDS).count() == 1:
            record(actor=user, action=Action.ENROLLED)


@receiver(authenticator_removed)
def on_removed(user, authenticator, **kwargs):
    record(actor=user, action=Action.SECOND_FACTOR_REMOVED, kind=authenticator.type)


@receiver(authenticator_reset)
def on_reset(request, user, authenticator, **kwargs):
    """New recovery codes: the session may rest on an old one, which is gone now."""
    record(actor=user, action=Action.SECOND_FACTOR_ADDED, kind=authenticator.type)
    _take_for_shown(request, user, authenticator)


def _take_for_shown(request, user, authenticator) -> None:
    """Who adds a second factor has just proved to hold it."""
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
