from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Deferrable, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ccsis.intake.models import SenderStep, Submission, SubmissionQuerySet
from ccsis.lib.encryption import EncryptedTextField
from events.models.abstracts import Abstract


class Place(models.TextChoices):
    """Where a name would otherwise stand."""

    REVIEW = "review", _("the reviewers")
    PROGRAMME = "programme", _("the programme")
    RECORDING = "recording", _("the recording")
    PROCEEDINGS = "proceedings", _("the proceedings")


class Answer(models.TextChoices):
    """What an author says about being named as one."""

    NONE = "", _("not answered")
    CONFIRMED = "confirmed", _("confirmed")
    DENIED = "denied", _("says not to be an author")


def _act(name: str):
    def perform(author: "AbstractAuthor") -> None:
        from events.abstracts import authors

        getattr(authors, name)(author)

    return perform


class AbstractAuthorQuerySet(SubmissionQuerySet):
    def sent_from(self, email_digests: list[str]):
        """Links of those who were told already that they are named."""
        return super().sent_from(email_digests).filter(told_at__isnull=False)


class AbstractAuthor(Submission):
    """One author's entry in an abstract: typed by its sender, and from the author's answer on the author's own."""

    letter = "C"
    noun = _("entry as an author")
    private_template = "events/author_private.html"
    link_lasts = timedelta(days=2 * 365)

    sender_steps = (
        SenderStep(
            name="confirm",
            label=_("Confirm my entry"),
            question=_("You are an author of this abstract, and your entry is right as it stands."),
            done=_("Your entry is confirmed. From now on you alone can change it."),
            perform=_act("confirm"),
            is_open=lambda row: row.answer != Answer.CONFIRMED,
        ),
        SenderStep(
            name="withhold",
            label=_("Keep my name and affiliation from everybody"),
            question=_(
                "Neither the reviewers nor the programme, the recording or the proceedings will name "
                "you or your affiliation. The office still knows them."
            ),
            done=_("Your name and affiliation are kept from everybody but the office."),
            perform=_act("withhold"),
            is_open=lambda row: not row.is_withheld_everywhere,
        ),
        SenderStep(
            name="deny",
            label=_("I am not an author of this"),
            question=_("The office hears of it, and your name is kept from everybody else."),
            done=_("The office will hear of it. Your name is kept from everybody else."),
            perform=_act("deny"),
            is_open=lambda row: row.answer != Answer.DENIED,
        ),
    )

    abstract = models.ForeignKey(Abstract, on_delete=models.CASCADE, related_name="authors")
    number = models.PositiveIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    affiliations = ArrayField(
        models.CharField(max_length=200),
        verbose_name=_("affiliations"),
        default=list,
        blank=True,
    )
    orcid = models.CharField(_("ORCID iD"), max_length=19, blank=True)
    country = models.CharField(_("country"), max_length=100, blank=True)
    email = EncryptedTextField(_("e-mail"), blank=True)
    name_kept_from = ArrayField(
        models.CharField(max_length=12, choices=Place.choices),
        verbose_name=_("name kept from"),
        default=list,
        blank=True,
    )
    affiliation_kept_from = ArrayField(
        models.CharField(max_length=12, choices=Place.choices),
        verbose_name=_("affiliation kept from"),
        default=list,
        blank=True,
    )
    answer = models.CharField(
        _("answer"), max_length=10, blank=True, choices=Answer.choices, editable=False
    )
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    told_at = models.DateTimeField(_("told"), null=True, editable=False)
    #: Counts the author's own changes.
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AbstractAuthorQuerySet.as_manager()

    class Meta(Submission.Meta):
        abstract = False
        verbose_name = _("author of an abstract")
        verbose_name_plural = _("authors of abstracts")
        default_permissions = ["view"]
        ordering = ["abstract", "number"]
        constraints = [
            *Submission.Meta.constraints,
            models.UniqueConstraint(
                fields=["abstract", "number"],
                name="author_once_in_a_place",
                deferrable=Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=~Q(name="") | Q(erased_at__isnull=False), name="author_has_a_name"
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False),
                name="author_answered_at_a_time",
            ),
        ]

    def received(self) -> list[tuple[str, str]]:
        """The author's own entry, and nothing of the others."""
        lines = [
            (_("Name"), self.name),
            (_("Affiliations"), "\n".join(self.affiliations)),
            (_("ORCID iD"), self.orcid),
            (_("Country"), self.country),
            (_("E-mail"), self.email),
            *self.wishes,
        ]
        return [(label, text) for label, text in lines if text]

    @property
    def in_a_line(self) -> str:
        """For the sender of the abstract, who typed it or has seen it change."""
        if self.erased_at:
            return _now("(has had the own data erased)")
        return ", ".join([self.name, *self.affiliations])

    @property
    def details(self) -> list[str]:
        """What else was typed of the author."""
        facts = [self.orcid, self.country, self.email, *(text for _label, text in self.wishes)]
        return [text for text in facts if text]

    @property
    def wishes(self) -> list[tuple[str, str]]:
        """What is to be kept from whom, as far as anything is."""
        lines = [
            (_("Name kept from"), self.name_kept_from),
            (_("Affiliation kept from"), self.affiliation_kept_from),
        ]
        return [(label, places_in_words(places)) for label, places in lines if places]

    @property
    def is_own(self) -> bool:
        """Whether the author has answered, and keeps the entry from then on."""
        return bool(self.answer) or self.erased_at is not None

    @property
    def is_withheld_everywhere(self) -> bool:
        wanted = set(Place.values)
        return wanted <= set(self.name_kept_from) and wanted <= set(self.affiliation_kept_from)

    @property
    def as_typed(self) -> dict:
        """For the download of the abstract's sender."""
        if self.is_own:
            return {"name": self.name}
        names = ("name", "affiliations", "orcid", "country", "email")
        names += ("name_kept_from", "affiliation_kept_from")
        return {name: getattr(self, name) for name in names}


def places_in_words(places: list[str]) -> str:
    """In the order of their choices."""
    return ", ".join(str(Place(value).label) for value in Place.values if value in places)
