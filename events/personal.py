"""What events keep about people."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from ccsis.intake.personal.registry import Basis, Record
from events.models import AGREED, PartnerState

#: Abstracts and the entries of their authors.
KEPT = timedelta(days=2 * 365)

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
    Record(
        label="events.Abstract",
        people=_("People who send an abstract"),
        purpose=_("Choosing what is said at the event, and writing to its author."),
        basis=Basis.CONSENT,
        fields={
            "title": _("title"),
            "text": _("abstract"),
            "other_topic": _("topic"),
            "email": _("e-mail address"),
            "phone": _("telephone number"),
            "kept_back": _("keyed checksums of authors who kept back their names"),
        },
        kept=_("Two years from the day on which it came, or until you have it erased."),
        keeps=KEPT,
        erased={"sketch": [], "words": 0, "topic": None, "email_confirmed_at": None},
    ),
    Record(
        label="events.AbstractAuthor",
        people=_("People who are named as authors of an abstract"),
        purpose=_(
            "Naming them, as far as they wish to be named, and asking them whether it is right."
        ),
        basis=Basis.CONSENT,
        fields={
            "name": _("name"),
            "affiliations": _("affiliations"),
            "orcid": _("ORCID iD"),
            "country": _("country, if it was given"),
            "email": _("e-mail address"),
            "name_kept_from": _("from whom the name is kept"),
            "affiliation_kept_from": _("from whom the affiliation is kept"),
        },
        kept=_("As long as the abstract, or until you have your entry erased."),
        keeps=KEPT,
    ),
    Record(
        label="events.AbstractVersion",
        people=_("People who change an abstract that they sent"),
        purpose=_("Showing its author, and the office, what was changed."),
        basis=Basis.CONSENT,
        fields={"title": _("title"), "text": _("abstract"), "topic_name": _("topic")},
        kept=_("As long as the abstract."),
    ),
    Record(
        label="events.AuthorLetter",
        people=_("Staff: letters to authors"),
        purpose=_("Knowing at the desk what was written to authors."),
        basis=Basis.INTEREST,
        fields={"text": _("text")},
        kept=_("As long as the event is kept."),
    ),
]
