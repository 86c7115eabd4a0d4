"""allauth's forms with the limits and the patience that are needed here."""

import json

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm as AccountChangePasswordForm
from allauth.core import context, ratelimit
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from ccsis.accounts import devices

#: What reading a passkey's answer raises when it is none.
UNREADABLE = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class CountedCodes:
    """A person's wrong codes are counted: together for all strangers, apart for each known device."""

    def clean_code(self) -> str:
        key = f"{self.user.pk} {devices.known(context.request, self.user.get_username())}"
        if not ratelimit.consume(context.request, action="codes", key=key):
            raise get_adapter().validation_error("too_many_login_attempts")
        code = super().clean_code()
        if not _use_up(self.user, code):
            raise get_mfa_adapter().validation_error("incorrect_code")
        ratelimit.clear(context.request, action="codes", key=key)
        return code


def _use_up(user, code: str) -> bool:
    """False if it was used before: allauth forgets that too early for the tolerance set here."""
    usable = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
    return cache.add(f"used-code:{user.pk}:{normalize_user_code(code)}", True, timeout=usable)


class ChangePasswordForm(AccountChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Current password")
        self.fields["password1"].label = _("New password")
        self.fields["password2"].label = _("New password (again)")


class AuthenticateForm(CountedCodes, base.AuthenticateForm):
    pass


class ReauthenticateForm(CountedCodes, base.ReauthenticateForm):
    pass


class ReadableCredential(forms.Form):
    """Whatever was sent in place of a passkey's answer is refused like a wrong one."""

    def clean_credential(self):
        credential = self.cleaned_data["credential"]
        # PostgreSQL stores no NUL.
        if not isinstance(credential, dict) or "\\u0000" in json.dumps(credential):
            raise get_mfa_adapter().validation_error("incorrect_code")
        try:
            return self.clean_readable_credential(credential)
        except UNREADABLE:
            raise get_mfa_adapter().validation_error("incorrect_code") from None

    def clean_readable_credential(self, credential):
        return super().clean_credential()


class AuthenticateWebAuthnForm(ReadableCredential, webauthn.AuthenticateWebAuthnForm):
    @property
    def is_of_use(self) -> bool:
        """Whether there is a passkey to use. Who sees the form has given the right password."""
        passkeys = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN)
        return passkeys.filter(user=self.user).exists()


class ReauthenticateWebAuthnForm(ReadableCredential, webauthn.ReauthenticateWebAuthnForm):
    pass


class LoginWebAuthnForm(ReadableCredential, webauthn.LoginWebAuthnForm):
    pass


class AddWebAuthnForm(ReadableCredential, webauthn.AddWebAuthnForm):
    name = forms.CharField(label=_("Name"), required=False, max_length=60)

    def clean_readable_credential(self, credential):
        return credential

    def clean(self):
        try:
            return super().clean()
        except UNREADABLE:
            raise get_mfa_adapter().validation_error("incorrect_code") from None


class EditWebAuthnForm(webauthn.EditWebAuthnForm):
    name = forms.CharField(label=_("Name"), max_length=60)
