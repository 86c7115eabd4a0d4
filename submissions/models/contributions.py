from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Language
from ccsis.intake.models import SenderStep, Submission, SubmissionQuerySet
from ccsis.lib.encryption import EncryptedTextField, email_digest
from ccsis.lib.sealing import SealedField


class Kind(models.TextChoices):
    PITCH = "pitch", _("pitch")
    SIMULATION = "simulation", _("simulation")


class PieceKind(models.TextChoices):
    """What a pitched piece would be."""

    ANALYSIS = "analysis", _("Analysis")
    COMMENTARY = "commentary", _("Commentary")
    SPECIAL_REPORT = "special-report", _("Special report")


class ContributionState(models.TextChoices):
    RECEIVED = "received", _("received")
    DISCUSSED = "discussed", _("in discussion")
    ASKED = "asked", _("more information asked")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


S = ContributionState
#: Nobody has decided yet.
OPEN = (S.RECEIVED, S.DISCUSSED, S.ASKED)
#: From which its sender can withdraw, until it is published.
ALIVE = (*OPEN, S.ACCEPTED)
#: What tells who somebody is; of a protected sender it is sealed together.
IDENTITY = (
    *("full_name", "email", "phone", "professional_title", "affiliation"),
    *("biography", "links"),
)
_NOBODY = Q(**dict.fromkeys(IDENTITY, ""))


def _withdraw(row: "Contribution") -> None:
    from submissions.actions import withdraw

    withdraw(row)


def _can_be_withdrawn(row: "Contribution") -> bool:
    return row.held_at is None and row.state in ALIVE and not row.is_published


class ContributionQuerySet(SubmissionQuerySet):
    def undecided(self):
        """What the editors owe an answer, the first promised first."""
        return self.let_in().filter(state__in=OPEN).order_by("promised_on", "pk")

    def waiting_for_us(self):
        return self.undecided().exclude(state=S.ASKED)

    def newly_published(self):
        """Whose sender was not told yet that readers see it."""
        rows = self.let_in().filter(state=S.ACCEPTED, told_published_at=None)
        return rows.filter(article__in=Article.objects.published())


class Contribution(Submission):
    """A pitch for an article, or a simulation, that somebody sends; accepted, it becomes an article.

    Of a sender who publishes under a pseudonym, IDENTITY is empty and `sealed` holds it, under a key
    outside the database (`submissions.identities`).
    """

    letter = "P"
    private_template = "submissions/private_page.html"
    link_lasts = timedelta(days=2 * 365)

    sender_steps = (
        SenderStep(
            name="withdraw",
            label=_("Withdraw it"),
            question=_(
                "We do not go on with it, and what was made of it is not published. What you sent is "
                "kept until you have it erased. This cannot be undone; you can send it anew."
            ),
            done=_("It is withdrawn. You are free to offer it elsewhere."),
            perform=_withdraw,
            is_open=_can_be_withdrawn,
        ),
    )

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=S.choices, default=S.RECEIVED, editable=False
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    text_language = models.CharField(
        _("language of the text"),
        max_length=2,
        choices=Language.choices,
        default=Language.ENGLISH,
    )
    region = models.ForeignKey(
        "articles.Region",
        verbose_name=_("region"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    series = models.ForeignKey(
        "articles.Series",
        verbose_name=_("series"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    novelty = models.TextField(_("what is new, and why it matters"), blank=True)
    outline = models.TextField(_("outline"), blank=True)

    # Of a pitch
    piece_kind = models.CharField(
        _("kind of piece"), max_length=20, choices=PieceKind.choices, blank=True
    )
    length = models.PositiveIntegerField(_("length in words"), null=True, blank=True)
    ready_on = models.DateField(_("ready by"), null=True, blank=True)

    # Of a simulation
    assumptions = models.TextField(_("assumptions"), blank=True)
    actors = ArrayField(models.TextField(), verbose_name=_("actors"), default=list, blank=True)
    #: [{"date": …, "text": …}] in their order.
    course = models.JSONField(_("course of events"), default=list, blank=True)
    likelihood = models.PositiveSmallIntegerField(_("likelihood in percent"), null=True, blank=True)
    confirmed_if = models.TextField(_("confirmed if"), blank=True)
    refuted_if = models.TextField(_("refuted if"), blank=True)
    due_on = models.DateField(_("decided by"), null=True, blank=True)

    # Who
    full_name = EncryptedTextField(_("full name"), blank=True)
    email = EncryptedTextField(_("e-mail"), blank=True)
    phone = EncryptedTextField(_("telephone"), blank=True)
    professional_title = EncryptedTextField(_("professional title"), blank=True)
    affiliation = EncryptedTextField(_("affiliation"), blank=True)
    biography = EncryptedTextField(_("biography"), blank=True)
    links = EncryptedTextField(_("earlier work"), blank=True)
    is_protected = models.BooleanField(_("under a pseudonym"), default=False, editable=False)
    sealed = SealedField(blank=True, editable=False, help_text="IDENTITY as JSON.")
    pseudonym = models.CharField(_("pseudonym"), max_length=200, blank=True)
    public_biography = models.TextField(_("what may be said instead"), blank=True)

    # What they declare
    is_exclusive = models.BooleanField(_("offered to us alone"), default=True)
    offered_elsewhere = EncryptedTextField(_("where else"), blank=True)
    conflicts = EncryptedTextField(_("interests"), blank=True)
    funding = EncryptedTextField(_("funding"), blank=True)

    # What becomes of it
    promised_on = models.DateField(_("answer promised for"), null=True, editable=False)
    asked_at = models.DateTimeField(_("asked"), null=True, editable=False)
    answered_at = models.DateTimeField(_("sender wrote"), null=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editor"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    article = models.OneToOneField(
        Article,
        verbose_name=_("article"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    offered_event = models.ForeignKey(
        "events.Event",
        verbose_name=_("conference that was offered"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    told_published_at = models.DateTimeField(null=True, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta(Submission.Meta):
        abstract = False
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        default_permissions = ["add", "change", "view", "erase"]
        permissions = [
            ("decide_contribution", "Can accept and decline contributions"),
            ("open_identity", "Can open who a protected sender is"),
            ("open_original", "Can open the original file of a protected sender"),
        ]
        indexes = [
            *Submission.Meta.indexes,
            models.Index(fields=["state", "-id"], name="contribution_by_state"),
            models.Index(fields=["kind", "-id"], name="contribution_by_kind"),
            models.Index(
                fields=["promised_on", "id"],
                condition=Q(state__in=["received", "discussed", "asked"]),
                name="contribution_promised",
            ),
            models.Index(fields=["assigned_to", "-id"], name="contribution_by_editor"),
        ]
        constraints = [
            *Submission.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="contribution_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=S.values), name="contribution_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(outline="") | Q(erased_at__isnull=False),
                name="contribution_has_title_and_outline",
            ),
            models.CheckConstraint(
                condition=Q(is_protected=False, sealed="") | Q(is_protected=True) & _NOBODY,
                name="contribution_protected_says_nobody",
            ),
            models.CheckConstraint(
                condition=Q(is_protected=False)
                | ~Q(sealed="") & ~Q(pseudonym="") & Q(is_discreet=True)
                | Q(erased_at__isnull=False),
                name="contribution_protected_has_a_pseudonym",
            ),
            models.CheckConstraint(
                condition=Q(likelihood=None) | Q(likelihood__range=(1, 99)),
                name="contribution_likelihood_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "declined"], decided_at__isnull=False)
                | ~Q(state__in=["accepted", "declined"]),
                name="contribution_decided_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(article=None) | Q(state__in=["accepted", "withdrawn"]),
                name="contribution_with_article_was_accepted",
            ),
        ]

    @property
    def noun(self) -> str:
        return str(self.get_kind_display())

    @property
    def is_simulation(self) -> bool:
        return self.kind == Kind.SIMULATION

    @property
    def has_forecast(self) -> bool:
        return bool(self.confirmed_if)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_late(self) -> bool:
        """Whether the promised day is over, in every time zone, and the editors owe the answer."""
        is_ours = self.state in (S.RECEIVED, S.DISCUSSED) and self.promised_on is not None
        return is_ours and self.promised_on < (timezone.now() - timedelta(hours=12)).date()

    @property
    def is_published(self) -> bool:
        return self.article is not None and self.article.was_seen

    @property
    def signed_as(self) -> str:
        """The name under which it would be published."""
        return self.pseudonym or self.full_name

    def received(self) -> list[tuple[str, str]]:
        lines = [*self._matter(), *self._course(), *self._declared(), *self._who()]
        return [(label, str(text)) for label, text in lines if text]

    def counts_now(self) -> None:
        """The promise is counted from the day on which it came in for good."""
        from submissions.actions import promise

        promise(self)

    def forget_parts(self) -> None:
        from submissions.actions import let_go

        let_go(self)
        self.exchanges.all().delete()

    def shown_with(self) -> dict:
        from submissions.standing import shown_with

        return shown_with(self)

    def exported(self) -> dict:
        return {
            "region": str(self.region) if self.region else "",
            "series": str(self.series) if self.series else "",
            "promised_on": self.promised_on and self.promised_on.isoformat(),
            "is_exclusive": self.is_exclusive,
            "exchanges": [
                {"kind": row.kind, "at": row.at.isoformat(), "text": row.text}
                for row in self.exchanges.all()
            ],
        }

    def mail_address(self, recipient: str) -> str:
        """Of a protected sender it is unsealed here, while the mail goes out, and nowhere else."""
        if not self.is_protected:
            return super().mail_address(recipient)
        from submissions.identities import address_of

        return address_of(self) if recipient == "sender" else ""

    def mail_digest(self, address: str) -> str:
        from submissions.identities import digest_of

        return digest_of(address) if self.is_protected else email_digest(address)

    def _matter(self) -> list[tuple]:
        return [
            (_("Title"), self.title),
            (_("Series"), self.series),
            (_("What is new, and why it matters"), self.novelty),
            (_("What the scenario asks") if self.is_simulation else _("Outline"), self.outline),
            (_("Region"), self.region),
            (_("Language of the text"), self.get_text_language_display()),
            (_("Kind of piece"), self.get_piece_kind_display()),
            (_("Length in words"), self.length),
            (_("Ready by"), self.ready_on and date_format(self.ready_on, "j F Y")),
        ]

    def _course(self) -> list[tuple]:
        steps = "\n\n".join(f"{step['date']}\n{step['text']}" for step in self.course)
        likelihood = self.likelihood and _now("%(number)d %%") % {"number": self.likelihood}
        return [
            (_("Assumptions"), self.assumptions),
            (_("Actors"), "\n".join(self.actors)),
            (_("Course of events"), steps),
            (_("Likelihood"), likelihood),
            (_("Confirmed if"), self.confirmed_if),
            (_("Refuted if"), self.refuted_if),
            (_("Decided by"), self.due_on and date_format(self.due_on, "j F Y")),
        ]

    def _declared(self) -> list[tuple]:
        alone = _now("yes") if self.is_exclusive else _now("no")
        return [
            (_("Offered to us alone"), "" if self.erased_at else alone),
            (_("Where else"), self.offered_elsewhere),
            (_("Interests"), self.conflicts),
            (_("Funding"), self.funding),
        ]

    def _who(self) -> list[tuple]:
        """Of a protected sender nothing but what is to be printed."""
        if self.is_protected:
            sealed = _now("sealed; nobody sees it on this page")
            return [
                (_("Pseudonym"), self.pseudonym),
                (_("What may be said instead"), self.public_biography),
                (_("Name and contact"), "" if self.erased_at else sealed),
            ]
        return [
            (_("Full name"), self.full_name),
            (_("Professional title"), self.professional_title),
            (_("Affiliation"), self.affiliation),
            (_("Short biography"), self.biography),
            (_("E-mail"), self.email),
            (_("Telephone"), self.phone),
            (_("Earlier work"), self.links),
        ]
