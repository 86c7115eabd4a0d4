"""What contributions keep about people."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from ccsis.intake.personal.registry import Basis, Record

RECORDS = [
    Record(
        label="submissions.Contribution",
        people=_("People who send a pitch or a simulation"),
        purpose=_("Deciding whether it is published, and publishing it under the promised name."),
        basis=Basis.CONTRACT,
        fields={
            "title": _("title"),
            "novelty": _("text"),
            "outline": _("text"),
            "assumptions": _("text"),
            "actors": _("text"),
            "course": _("text"),
            "confirmed_if": _("text"),
            "refuted_if": _("text"),
            "full_name": _("name"),
            "email": _("e-mail address"),
            "phone": _("telephone number"),
            "professional_title": _("professional title"),
            "affiliation": _("affiliation"),
            "biography": _("biography"),
            "links": _("earlier work"),
            "sealed": _("of a protected sender all these, sealed"),
            "pseudonym": _("pseudonym"),
            "public_biography": _("what may be said under the pseudonym"),
            "offered_elsewhere": _("where else it was offered"),
            "conflicts": _("interests"),
            "funding": _("funding"),
        },
        kept=_(
            "Two years from the day on which it came, or until you have it erased; of an accepted "
            "one, as long as the piece is published."
        ),
        keeps=timedelta(days=2 * 365),
        unless={"state": "accepted"},
        erased={
            "likelihood": None,
            "due_on": None,
            "length": None,
            "ready_on": None,
        },
    ),
    Record(
        label="submissions.Exchange",
        people=_("People who write with the editors about a contribution"),
        purpose=_("What the editors and the sender wrote to each other."),
        basis=Basis.CONTRACT,
        fields={"text": _("text")},
        kept=_("As long as the pitch or the simulation."),
    ),
]
