"""Whether a session was opened with a second factor. A right password alone opens nothing."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings

#: Recovery codes stand in for these and cannot exist without one of them.
MAIN_KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_satisfied(request) -> bool:
    """True for a session with a second factor; for every session where the switch relaxes it."""
    return not settings.SECOND_FACTOR_REQUIRED or was_used(request)


def was_used(request) -> bool:
    """Whether this session's person showed a second factor that was not removed since."""
    if not hasattr(request, "second_factor_used"):
        request.second_factor_used = _was_used(request)
    return request.second_factor_used


def is_enrolled(user) -> bool:
    return Authenticator.objects.filter(user=user, type__in=MAIN_KINDS).exists()


def _was_used(request) -> bool:
    records = get_authentication_records(request, request.user)
    shown = [record["id"] for record in records if record["method"] == "mfa"]
    return bool(shown) and Authenticator.objects.filter(user=request.user, pk__in=shown).exists()
