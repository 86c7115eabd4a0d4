"""What the desk keeps about the staff."""

from django.utils.translation import gettext_lazy as _

from ccsis.intake.personal.registry import Basis, Record

EMPLOYED = _("As long as the account is there.")

RECORDS = [
    Record(
        label="auth.User",
        people=_("Staff: accounts"),
        purpose=_("Signing in, and knowing at the desk who does what."),
        basis=Basis.INTEREST,
        fields={
            "username": _("user name"),
            "first_name": _("name"),
            "last_name": _("name"),
            "email": _("e-mail address"),
            "password": _("a hash of the password"),
        },
        kept=EMPLOYED,
    ),
    Record(
        label="audit.Entry",
        people=_("Staff: the audit log"),
        purpose=_("Finding out who changed rights or made something public."),
        basis=Basis.INTEREST,
        fields={"actor_name": _("user name"), "details": _("what was done, without texts")},
        kept=_("Without end: the database refuses to change it."),
    ),
    Record(
        label="workflow.Step",
        people=_("Staff: steps and notes"),
        purpose=_("The history of a piece or of a sending."),
        basis=Basis.INTEREST,
        fields={"reason": _("notes")},
        kept=_("As long as what it is about."),
    ),
    Record(
        label="desk.UnsavedWork",
        people=_("Staff: unsaved work"),
        purpose=_("Going on with it after a break or a lost connection."),
        basis=Basis.INTEREST,
        fields={"title": _("title"), "data": _("what was typed")},
        kept=_("Until it is saved or thrown away, at most 30 days."),
    ),
    Record(
        label="axes.AccessAttempt",
        people=_("Whoever tries to sign in"),
        purpose=_("Stopping those who guess passwords."),
        basis=Basis.INTEREST,
        fields={
            "username": _("a keyed checksum of the user name"),
            "ip_address": _("a keyed checksum of the address"),
        },
        kept=_("Half an hour after the last failed attempt, or until the next right one."),
    ),
]
