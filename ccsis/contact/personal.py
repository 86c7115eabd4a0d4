"""What messages to the office keep about people."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from ccsis.intake.personal.registry import Basis, Record

RECORDS = [
    Record(
        label="contact.Message",
        people=_("People who write to us with the contact form"),
        purpose=_("Answering."),
        basis=Basis.INTEREST,
        fields={
            "name": _("name"),
            "email": _("e-mail address"),
            "message": _("message"),
            "answer": _("our answer"),
        },
        kept=_("A year from the day on which it came."),
        keeps=timedelta(days=365),
    ),
]
