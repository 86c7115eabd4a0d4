"""What django-axes counts failed log-ins by: the user name together with the address or the device.

allauth limits the number of requests by the same place. Neither name nor address is stored: both are keyed hashes, the second in the form of an address.
"""

from ipaddress import IPv6Address

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt

from ccsis.accounts import devices
from ccsis.accounts.fingerprints import fingerprint
from ccsis.lib.addresses import block_of, client_address

SALT = "ccsis.accounts.counters"


def name(request, credentials: dict | None) -> str:
    """For AXES_USERNAME_CALLABLE."""
    return fingerprint(SALT, (credentials or {}).get("username") or typed_name(request))


def place(request) -> str:
    """For AXES_CLIENT_IP_CALLABLE: stands for the device, if it is known, else for the address."""
    device = devices.known(request, typed_name(request))
    digest = fingerprint(SALT, f"device {device}" if device else f"address {_address(request)}")
    # The range of addresses that nobody has on the internet.
    return str(IPv6Address(b"\xfd" + bytes.fromhex(digest)[:15]))


def typed_name(request) -> str:
    """Who wants to sign in, or is signed in and confirms it."""
    user = getattr(request, "user", None)
    return request.POST.get("login") or (user.get_username() if user else "")


def same_answer(request, response, credentials):
    """For AXES_LOCKOUT_CALLABLE: who is locked out gets the answer that all others get."""
    return response


class Counters(AxesDatabaseHandler):
    """Counts, and keeps nothing else of the request."""

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        if request is not None:
            request.axes_user_agent = request.axes_http_accept = ""
        super().user_login_failed(sender, credentials, request, **kwargs)

    def post_save_access_attempt(self, instance, **kwargs):
        AccessAttempt.objects.filter(pk=instance.pk).update(get_data="", post_data="")


def _address(request) -> str:
    """Of IPv6 the network alone: each household has more addresses than it could ever use up."""
    address = client_address(request)
    return block_of(address) if ":" in address else address
