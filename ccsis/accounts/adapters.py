"""How allauth is to behave here."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ccsis.accounts import counters, devices, factors
from ccsis.accounts.access import begin_second_step
from ccsis.identity import IDENTITY
from ccsis.lib import encryption, second_factor

REFUSED = _(
    "You could not be signed in. Check the user name and the password. After several failed "
    "attempts in a row, wait for half an hour."
)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": REFUSED,
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("Too many wrong codes. Wait for a while and try again."),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def get_client_ip(self, request) -> str:
        """For allauth's limits, which must not stop a known device either."""
        return counters.place(request)

    def authenticate(self, request, **credentials):
        """None also for the right password of an account that may not sign in."""
        user = super().authenticate(request, **credentials)
        return user if user and may_sign_in(user) else None

    def pre_login(self, request, user, **kwargs):
        """Reached without a password by a passkey alone."""
        if may_sign_in(user):
            return begin_second_step(request, user)
        clear_login(request)
        messages.error(request, REFUSED)
        return redirect("account_login")

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        if second_factor.is_satisfied(request):
            devices.remember(request, response, user.get_username())
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Also who has just signed in need not show the password again."""
        request = context.request
        records = get_authentication_records(request, request.user)
        latest = max((record["at"] for record in records), default=0)
        return time.time() - latest > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This did not work. Check the code, or try again with a new one."),
    }

    def encrypt(self, text: str) -> str:
        """What is kept of an authenticator app and of recovery codes; a dump does not tell it."""
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Also what was kept before anything was encrypted. Raises Undecipherable under other keys."""
        return factors.plain(encrypted_text)

    def get_totp_label(self, user) -> str:
        return user.get_username()

    def get_totp_issuer(self) -> str:
        return IDENTITY.short_name

    def generate_authenticator_name(self, user, type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": IDENTITY.short_name}


def may_sign_in(user) -> bool:
    return user.is_active and user.is_staff
