"""What events keep about people."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from ccsis.intake.personal.registry import Basis, Record
from events.models import AGREED, PartnerState

RECORDS = [
    Record(
        label="events.Partner",
        people=_("Organisations that offer to be partners, and their contact persons"),
        purpose=_(
            "Answering the letter of interest, agreeing, and showing the organisation once that is "
            "agreed. The contact person is never shown."
        ),
        basis=Basis.CONTRACT,
        fields={
            "organisation": _("organisation"),
            "country": _("country"),
            "website": _("website"),
            "contact_person": _("name of the contact person"),
            "email": _("e-mail address"),
            "text": _("letter"),
            "agreement": _("agreement"),
        },
        kept=_("Two years; with an agreement, as long as the organisation is a partner."),
        keeps=timedelta(days=2 * 365),
        unless={"state__in": AGREED},
        erased={"state": PartnerState.LEFT, "agreed_at": None, "logo": None},
    ),
]
