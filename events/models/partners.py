from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ccsis.intake.models import SenderStep, Submission, SubmissionQuerySet
from ccsis.media.models import Image
from ccsis.publicsite.triggers import raises_site_version_where
from events.models.events import Event


class PartnerState(models.TextChoices):
    LETTER = "letter", _("letter received")
    CONTACTED = "contacted", _("contacted")
    AGREED = "agreed", _("agreed")
    SHOWN = "shown", _("shown on the event’s page")
    DECLINED = "declined", _("not taken up")
    LEFT = "left", _("left")


#: States of a partner with whom there is an agreement.
AGREED = (PartnerState.AGREED, PartnerState.SHOWN)


#: States from which its sender can leave.
IN_TALKS = (PartnerState.LETTER, PartnerState.CONTACTED, *AGREED)


def _leave(partner: "Partner") -> None:
    from events.actions import leave

    leave(partner)


class PartnerQuerySet(SubmissionQuerySet):
    def published(self):
        """Those that readers see, by name. Nothing of them but the organisation is for readers."""
        rows = self.let_in().filter(state=PartnerState.SHOWN, event__is_public=True)
        return rows.order_by(Lower("organisation"), "pk")


class Partner(Submission):
    """An organisation that wants to take part in an event: its letter of interest, and what came of it."""

    letter = "L"
    # Readers see the organisation.
    is_senders_own = False
    noun = _("letter of interest")
    private_template = "events/partner_private.html"
    link_lasts = timedelta(days=2 * 365)

    sender_steps = (
        SenderStep(
            name="leave",
            label=_("Leave as a partner"),
            question=_(
                "The organisation is taken off the event’s page at once, and the office is told. What "
                "you sent is kept until you have it erased."
            ),
            done=_("The organisation has left. It is on no page of ours any more."),
            perform=_leave,
            is_open=lambda partner: partner.held_at is None and partner.state in IN_TALKS,
        ),
    )

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.PROTECT, related_name="partners"
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=PartnerState.choices,
        default=PartnerState.LETTER,
        editable=False,
    )
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=100, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    contact_person = models.CharField(_("contact person"), max_length=200, blank=True)
    text = models.TextField(_("letter"), blank=True)
    agreement = models.TextField(
        _("agreement"),
        blank=True,
        editable=False,
        help_text=_("Who agreed to what, and where it is kept."),
    )
    agreed_at = models.DateTimeField(_("agreed"), null=True, editable=False)
    logo = models.ForeignKey(
        Image,
        verbose_name=_("logo"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_query_name="partner",
    )

    objects = PartnerQuerySet.as_manager()

    class Meta(Submission.Meta):
        abstract = False
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        default_permissions = ["add", "change", "view", "erase"]
        triggers = raises_site_version_where("state", PartnerState.SHOWN.value)
        indexes = [
            *Submission.Meta.indexes,
            models.Index(fields=["event", "state", "-id"], name="partner_by_state"),
        ]
        constraints = [
            *Submission.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state__in=AGREED) | Q(agreed_at__isnull=False) & ~Q(agreement=""),
                name="partner_agreed_has_an_agreement",
            ),
            models.CheckConstraint(
                condition=~Q(organisation="") | Q(erased_at__isnull=False),
                name="partner_has_a_name",
            ),
        ]

    def received(self) -> list[tuple[str, str]]:
        lines = [
            (_("Event"), str(self.event)),
            (_("Organisation"), self.organisation),
            (_("Country"), self.country),
            (_("Website"), self.website),
            (_("Contact person"), self.contact_person),
            (_("E-mail"), self.email),
            (_("Letter"), self.text),
        ]
        return [(label, text) for label, text in lines if text]

    def added(self) -> list[tuple[str, str]]:
        agreed = self.agreed_at and date_format(self.agreed_at, "j F Y")
        lines = [(_("Agreement"), self.agreement), (_("Agreed on"), agreed), (_("Logo"), self.logo)]
        return [(label, str(text)) for label, text in lines if text]
