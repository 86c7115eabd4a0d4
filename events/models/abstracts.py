from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ccsis.intake.models import SenderStep, Submission, SubmissionQuerySet
from ccsis.lib.deadlines import ANYWHERE
from ccsis.lib.encryption import EncryptedTextField
from ccsis.lib.words import count_words
from events.models.events import Event
from events.models.topics import FormatKind, Topic


class AbstractState(models.TextChoices):
    DRAFT = "draft", _("draft, came too late")
    SUBMITTED = "submitted", _("submitted")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CANCELLED = "cancelled", _("cancelled by the office")


class Arrival(models.TextChoices):
    IN_TIME = "in-time", _("in time")
    IN_GRACE = "in-grace", _("just after the deadline; it counts as in time")
    LATE = "late", _("too late")
    WISHED = "wished", _("in time: your draft was sent at the deadline, as you wished")
    RECORDED = "recorded", _("by e-mail, and entered by the office")


#: From which its author can withdraw.
ALIVE = (AbstractState.DRAFT, AbstractState.SUBMITTED)


def _withdraw(abstract: "Abstract") -> None:
    from events.abstracts.actions import withdraw

    withdraw(abstract)


def _revive(abstract: "Abstract") -> None:
    from events.abstracts.actions import revive

    revive(abstract)


def _can_be_revived(abstract: "Abstract") -> bool:
    from events.abstracts.states import can_be_revived

    return can_be_revived(abstract)


class AbstractQuerySet(SubmissionQuerySet):
    def counted(self):
        """Those that were let in and came in time, whatever became of them since."""
        return self.let_in().exclude(state=AbstractState.DRAFT)

    def submitted(self):
        return self.let_in().filter(state=AbstractState.SUBMITTED)

    def late(self):
        return self.filter(arrival=Arrival.LATE)


class Abstract(Submission):
    """What somebody offers to say at an event, with its authors. A late one is kept as a draft."""

    letter = "A"
    noun = _("abstract")
    private_template = "events/abstract_private.html"
    link_lasts = timedelta(days=2 * 365)

    sender_steps = (
        SenderStep(
            name="withdraw",
            label=_("Withdraw the abstract"),
            question=_(
                "It does not take part any more. Until the deadline you can take this back; what you "
                "sent is kept until you have it erased."
            ),
            done=_("The abstract is withdrawn."),
            perform=_withdraw,
            is_open=lambda row: row.held_at is None and row.state in ALIVE,
        ),
        SenderStep(
            name="revive",
            label=_("Take the withdrawal back"),
            question=_("The abstract takes part again, as it was."),
            done=_("The abstract takes part again."),
            perform=_revive,
            is_open=_can_be_revived,
        ),
    )

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.PROTECT, related_name="abstracts"
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=AbstractState.choices,
        default=AbstractState.SUBMITTED,
        editable=False,
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    text = models.TextField(_("abstract"), blank=True)
    words = models.PositiveIntegerField(_("words"), default=0, editable=False)
    topic = models.ForeignKey(
        Topic,
        verbose_name=_("topic"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="abstracts",
    )
    other_topic = models.CharField(_("another topic"), max_length=200, blank=True)
    format = models.CharField(
        _("preferred format"), max_length=12, choices=FormatKind.choices, blank=True
    )
    email = EncryptedTextField(_("e-mail"), blank=True)
    phone = EncryptedTextField(_("telephone"), blank=True)
    email_confirmed_at = models.DateTimeField(_("address confirmed"), null=True, editable=False)
    agrees_to_processing = models.BooleanField(_("agrees to processing"), default=False)
    agrees_to_publication = models.BooleanField(_("agrees to publication"), default=False)
    arrival = models.CharField(
        _("came in"),
        max_length=10,
        choices=Arrival.choices,
        default=Arrival.IN_TIME,
        editable=False,
        help_text=_("Judged once, when it arrived, by the deadline of that moment."),
    )
    #: For comparing texts (`events.abstracts.comparing`).
    sketch = ArrayField(models.BigIntegerField(), default=list, editable=False)
    #: Keyed checksums of authors who were left out after they had kept back their names.
    kept_back = ArrayField(models.CharField(max_length=64), default=list, editable=False)
    #: Counts the changes; a form that was made from an older one is refused.
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(_("changed"), null=True, editable=False)

    objects = AbstractQuerySet.as_manager()

    class Meta(Submission.Meta):
        abstract = False
        verbose_name = _("abstract")
        verbose_name_plural = _("abstracts")
        default_permissions = ["add", "change", "view", "erase"]
        permissions = [
            ("export_abstract", "Can export abstracts with contact data"),
            ("mail_abstract", "Can write to the authors of abstracts"),
        ]
        indexes = [
            *Submission.Meta.indexes,
            models.Index(fields=["event", "state", "-id"], name="abstract_by_state"),
            models.Index(fields=["topic", "-id"], name="abstract_by_topic"),
            models.Index(fields=["event", "format", "-id"], name="abstract_by_format"),
        ]
        constraints = [
            *Submission.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text="") | Q(erased_at__isnull=False),
                name="abstract_has_title_and_text",
            ),
            models.CheckConstraint(
                condition=Q(agrees_to_processing=True)
                | Q(erased_at__isnull=False)
                | Q(recorded_by__isnull=False),
                name="abstract_may_be_processed",
            ),
        ]

    def received(self) -> list[tuple[str, str]]:
        lines = [
            (_("Event"), str(self.event)),
            (_("Title"), self.title),
            (_("Abstract"), self.text),
            (_("Words"), self._word_count()),
            (_("Authors"), "\n".join(author.in_a_line for author in self.author_list)),
            (_("Topic"), self.topic_name),
            (_("Preferred format"), self.get_format_display()),
            (_("E-mail"), self.email),
            (_("Telephone"), self.phone),
            (_("Publication in the proceedings"), self._publication()),
            (_("Deadline"), self._deadline()),
            (_("Came in"), self.timeliness),
        ]
        return [(label, text) for label, text in lines if text]

    @property
    def author_list(self) -> list:
        """In their order; one query, unless they were fetched with others."""
        return sorted(self.authors.all(), key=lambda author: author.number)

    @property
    def topic_name(self) -> str:
        return self.topic.name if self.topic else self.other_topic

    @property
    def timeliness(self) -> str:
        """In words, for its sender."""
        if self.arrival != Arrival.LATE:
            return self.get_arrival_display()
        if self.state == AbstractState.DRAFT:
            return _now("too late; it was kept as a draft and does not count")
        if self.state == AbstractState.SUBMITTED:
            return _now("too late, and let in by the office")
        return _now("too late")

    def mail_links(self) -> dict[str, str]:
        from events.abstracts.addresses import confirmation_path

        links = super().mail_links()
        return links | {"confirm": confirmation_path(self)} if links else {}

    def store_parts(self) -> None:
        from events.abstracts.authors import store_authors

        store_authors(self, self.typed_authors)

    def counts_now(self) -> None:
        from events.abstracts.actions import tell_co_authors, want_comparison

        want_comparison(self)
        tell_co_authors(self)

    def forget_parts(self) -> None:
        """Its authors' entries were typed by its sender, so they go with it."""
        from ccsis.intake.personal.erasure import erase
        from events.models.likenesses import AlikePair

        for author in self.authors.all():
            erase(author)
        self.versions.all().delete()
        AlikePair.objects.filter(Q(earlier=self) | Q(later=self)).delete()

    def exported(self) -> dict:
        """What its sender typed about the authors, too; what they changed themselves is theirs alone."""
        return {
            "event": str(self.event),
            "topic": self.topic_name,
            "agrees_to_processing": self.agrees_to_processing,
            "agrees_to_publication": self.agrees_to_publication,
            "came_in": self.timeliness,
            "address_confirmed_at": self.email_confirmed_at and self.email_confirmed_at.isoformat(),
            "changed_at": self.changed_at and self.changed_at.isoformat(),
            "authors": [author.as_typed for author in self.author_list],
            "earlier_versions": [
                {"title": version.title, "text": version.text} for version in self.versions.all()
            ],
        }

    #: Set by the form; stored with the row (`store_parts`).
    typed_authors = ()

    def _word_count(self) -> str:
        numbers = {"words": count_words(self.text), "limit": self.event.word_limit}
        return _now("%(words)d of %(limit)d") % numbers

    def _publication(self) -> str:
        return _now("agreed") if self.agrees_to_publication else _now("not agreed")

    def _deadline(self) -> str:
        deadline = self.event.deadline
        if deadline is None:
            return ""
        times = [
            f"{date_format(deadline.at.astimezone(ANYWHERE), 'j F Y, H:i:s')} AoE",
            f"{date_format(deadline.in_event_time, 'j F Y, H:i:s')} ({deadline.offset})",
        ]
        return "\n".join(times)
