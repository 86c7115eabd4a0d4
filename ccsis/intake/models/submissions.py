"""What everything shares that strangers send."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ccsis.intake import links
from ccsis.lib.encryption import Sealed, email_digest


class Doubt(models.TextChoices):
    """Why a sending waits for staff before it counts as one."""

    NONE = "", _("none")
    TRAP = "trap", _("a field was filled in that people do not see")
    HASTE = "haste", _("sent faster than people type")
    PROOF = "proof", _("sent without the proof of work that was asked for")


@dataclass(frozen=True)
class SenderStep:
    """Something that a sender does on the private page, after a question."""

    name: str
    label: Promise
    #: What it will do, before it is done; and what was done.
    question: Promise
    done: Promise
    perform: Callable[["Submission"], None]
    is_open: Callable[["Submission"], bool] = lambda row: True


class SubmissionQuerySet(models.QuerySet):
    def let_in(self):
        return self.filter(held_at=None, erased_at=None)

    def held(self):
        return self.filter(held_at__isnull=False, erased_at=None)

    def sent_from(self, email_digests: list[str]):
        """Those whose sender gave the address of these digests and can still open them."""
        return self.filter(email_digest__in=email_digests, erased_at=None)


class Submission(models.Model):
    """A sending from a stranger. A kind of its own inherits it, names its letter, and adds what is asked.

    Its form key makes it one row however often it is sent. Nothing of the request is stored but
    what was typed: no address, no browser.
    """

    #: First letter of its reference numbers; no two kinds have the same.
    letter: ClassVar[str]
    #: Whether its texts are for the office and its sender alone, so that nobody else's action changes them.
    is_senders_own: ClassVar[bool] = True
    #: How long its private link opens, counted from the sending or from a lost link that was asked for.
    link_lasts: ClassVar[timedelta] = timedelta(days=365)
    #: Whether nothing of it stays when its time is over; else a shell with its reference does.
    is_deleted_when_due: ClassVar[bool] = False
    #: What to call one, in the middle of a sentence.
    noun: ClassVar = _("message")
    #: What its sender sees at the private link.
    private_template: ClassVar[str] = "intake/private_page.html"
    #: What its sender can do there, besides having it all erased.
    sender_steps: ClassVar[tuple[SenderStep, ...]] = ()

    form_key = models.UUIDField(unique=True, editable=False)
    content_digest = models.CharField(max_length=64, blank=True, editable=False)
    reference = models.CharField(_("reference"), max_length=12, unique=True, editable=False)
    received_at = models.DateTimeField(_("received"), db_default=Now(), editable=False)
    language = models.CharField(_("language"), max_length=12, default="en", editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    email_digest = models.CharField(max_length=64, blank=True, editable=False)
    is_discreet = models.BooleanField(
        _("discreet receipt"),
        default=False,
        help_text=_("Mails to the sender have a neutral subject and no title, text or name."),
    )
    link_counter = models.PositiveIntegerField(default=0, editable=False)
    link_until = models.DateTimeField(editable=False)
    doubt = models.CharField(
        _("doubt"), max_length=10, blank=True, choices=Doubt.choices, editable=False
    )
    held_at = models.DateTimeField(_("held"), null=True, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        help_text=_("Of a sending that came by e-mail: who entered it."),
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["email_digest"], name="%(class)s_by_sender"),
            models.Index(fields=["-received_at"], name="%(class)s_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(held_at=None) | models.Q(doubt=""),
                name="%(class)s_in_doubt_is_held",
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at=None)
                | models.Q(email="", email_digest="", content_digest=""),
                name="%(class)s_erased_has_no_sender",
            ),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self) -> str:
        """The private page. Whoever has this address can open it: never store or log it."""
        return reverse("intake:private-page", args=[links.token_of(self)])

    @property
    def is_link_open(self) -> bool:
        return self.erased_at is None and timezone.now() < self.link_until

    @property
    def has_address(self) -> bool:
        """Whether mails to its sender have somewhere to go."""
        return bool(self.email)

    def received(self) -> list[tuple[str, str]]:
        """What was received, for its sender: (label, text), in the order of the form."""
        raise NotImplementedError

    def added(self) -> list[tuple[str, str]]:
        """What the office has added, for the office: (label, text)."""
        return []

    def store_parts(self) -> None:
        """Store what hangs on a row that was just stored, in the same transaction."""

    def counts_now(self) -> None:
        """It counts from now on, and its sender is told: what else follows, in the same transaction."""

    def forget_parts(self) -> None:
        """Erase what hangs on a row that is being erased."""

    def shown_with(self) -> dict:
        """What else the template of its private page is given."""
        return {}

    def exported(self) -> dict:
        """What the sender's download has besides the row's own fields."""
        return {}

    def mail_address(self, recipient: str) -> str:
        """Of a role (`ccsis.mail`); "" for a role that this row does not know."""
        is_known = recipient == "sender" and not isinstance(self.email, Sealed)
        return self.email if is_known else ""

    def mail_digest(self, address: str) -> str:
        """By which mails to the same address are told (`ccsis.mail`)."""
        return email_digest(address)

    def mail_links(self) -> dict[str, str]:
        """The links that mails about this row may hold (`ccsis.mail`)."""
        return {"page": self.get_absolute_url()} if self.is_link_open else {}
