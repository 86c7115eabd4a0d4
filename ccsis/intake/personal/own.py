"""What the machinery of the forms itself keeps about people."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from ccsis.intake.personal.registry import Basis, Record

RECORDS = [
    Record(
        label="intake.Draft",
        people=_("People who save a form for later"),
        purpose=_("Going on with it. Nobody at the Center reads it."),
        basis=Basis.CONSENT,
        fields={
            "typed": _("what was typed so far"),
            "ready": _("what was typed so far"),
            "lacks": _("what it lacks"),
        },
        kept=_(
            "Until it is sent or erased; at most 30 days after it was last saved, or after the "
            "deadline at which you wish it to be sent."
        ),
        keeps=timedelta(days=30),
        since="changed_at",
        # Promised to be sent then; its time begins once the deadline is over.
        unless={"is_sent_when_due": True},
    ),
    Record(
        label="intake.Upload",
        people=_("People who send a file"),
        purpose=_("Reading what was sent."),
        basis=Basis.CONTRACT,
        fields={
            "name": _("name of the file"),
            "sealed": _("name of the file"),
            "sha256": _("checksum of the file"),
        },
        kept=_("As long as what it was sent with; without that, a day."),
    ),
    Record(
        label="intake.LinkRequest",
        people=_("People who ask for a lost link"),
        purpose=_("Sending the link."),
        basis=Basis.CONTRACT,
        fields={
            "email": _("e-mail address"),
            "sealed": _("e-mail address"),
            "email_digest": _("a keyed checksum of the e-mail address"),
        },
        # Longer than a mail server that is away is waited for (`ccsis.lib.jobs`).
        kept=_("Four days, in which the mail goes out; at once if there is nothing to send."),
        keeps=timedelta(days=4),
        since="asked_at",
    ),
    Record(
        label="mail.Mail",
        people=_("People to whom the site sends mail"),
        purpose=_("Delivering it, and knowing that it was delivered."),
        basis=Basis.CONTRACT,
        fields={
            "subject": _("subject"),
            "text": _("text until it is delivered"),
            "html": _("text until it is delivered"),
            "address_digest": _("a keyed checksum of the e-mail address"),
        },
        kept=_(
            "The text until it is delivered, at most 30 days; the fact as long as what it is about."
        ),
    ),
]
