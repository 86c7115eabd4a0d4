"""What the codes of failed deliveries mean, for staff."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MEANINGS = {
    "hour": _("It goes out an hour after the last one of this kind to the same address."),
    "no-address": _("There is no address to send it to."),
    "no-connection": _("The mail server cannot be reached."),
    "no-answer": _("The mail server does not answer in time."),
    "tls": _("The mail server’s certificate cannot be trusted."),
    "login": _("The mail server does not accept the user name and password."),
    "not-offered": _("The mail server does not offer the encryption or log-in that it should."),
    "sealed": _("The key of its text is not set."),
    "fault": _("Sending it failed by a fault of the site; the log says which."),
}


def in_words(code: str) -> str:
    """A sentence; "" for no error."""
    if code.startswith("sender-"):
        return gettext("The mail server takes no mail from the site (%s).") % code[7:]
    if code.startswith("smtp-5"):
        return gettext("The mail server refused it for good (%s).") % code.removeprefix("smtp-")
    if code.startswith("smtp-"):
        return gettext("The mail server put it off (%s).") % code.removeprefix("smtp-")
    return str(MEANINGS.get(code, code))
