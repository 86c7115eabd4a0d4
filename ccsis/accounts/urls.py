"""The pages of allauth that are needed, and no others. Their names are allauth's."""

from allauth.account import views as account
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path
from django.views.generic import RedirectView

from ccsis.accounts.access import member_page, open_page, second_step
from ccsis.accounts.views import welcome


def enrolling(view):
    return member_page(view, while_enrolling=True)


to_index = RedirectView.as_view(pattern_name="mfa_index")

urlpatterns = [
    path("", enrolling(base.index), name="mfa_index"),
    path("login/", open_page(account.login), name="account_login"),
    path("login/code/", second_step(base.authenticate), name="mfa_authenticate"),
    path("login/passkey/", open_page(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("logout/", open_page(account.logout), name="account_logout"),
    path("welcome/<str:token>/", open_page(welcome), name="account_welcome"),
    path("confirm/", enrolling(account.reauthenticate), name="account_reauthenticate"),
    path("confirm/code/", member_page(base.reauthenticate), name="mfa_reauthenticate"),
    path(
        "confirm/passkey/",
        member_page(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("password/", member_page(account.password_change), name="account_change_password"),
    path("app/", enrolling(totp.activate_totp), name="mfa_activate_totp"),
    path("app/remove/", member_page(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("passkeys/", member_page(to_index), name="mfa_list_webauthn"),
    path("passkeys/add/", enrolling(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/", member_page(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "passkeys/<int:pk>/remove/",
        member_page(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("codes/", member_page(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "codes/new/",
        member_page(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
]
