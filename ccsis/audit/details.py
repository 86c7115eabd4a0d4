"""The details of an entry in words."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

NAMES = {
    "by_link": _("by a one-time link"),
    "days": _("days"),
    "fields": _("what changed"),
    "form": _("form"),
    "groups": _("groups"),
    "kind": _("kind"),
    "link": _("link"),
    "mails": _("mails"),
    "merged": _("merged"),
    "mode": _("state"),
    "pieces": _("pieces"),
    "public": _("made public"),
    "rows": _("rows"),
    "scheduled": _("scheduled"),
    "second_factor": _("second factor"),
    "step": _("step"),
    "suspicious": _("although suspicious"),
    "superuser": _("may do everything"),
    "version": _("version"),
}
VALUES = {
    "False": _("no"),
    "None": _("none"),
    "True": _("yes"),
    "none": _("none"),
    "password": _("password"),
    "recovery_codes": _("recovery codes"),
    "totp": _("authenticator app"),
    "webauthn": _("passkey"),
}


def in_words(details: dict) -> str:
    """What it has no words for stays as it was written down."""
    return "; ".join(f"{NAMES.get(name, name)}: {_told(value)}" for name, value in details.items())


def _told(value) -> str:
    if isinstance(value, list):
        return ", ".join(map(_told, value)) or gettext("none")
    return str(VALUES.get(str(value), value))
