from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from ccsis.intake.models import Submission
from ccsis.lib.encryption import EncryptedTextField


class Topic(models.TextChoices):
    """What a message is about, in the order of the form."""

    WRITING = "writing", _("Writing for the Center")
    CONFERENCE = "conference", _("The conference")
    CORRECTION = "correction", _("A correction")
    PRESS = "press", _("Press")
    REPUBLICATION = "republication", _("Republishing a piece")
    DATA = "data", _("My personal data")
    OTHER = "other", _("Something else")


class State(models.TextChoices):
    RECEIVED = "received", _("received")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed without an answer")


class Message(Submission):
    """What somebody wrote to the office. A dump of the database tells neither who nor what."""

    letter = "M"
    noun = _("message")
    private_template = "contact/private_page.html"
    link_lasts = timedelta(days=180)

    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.RECEIVED, editable=False
    )
    topic = models.CharField(_("topic"), max_length=20, choices=Topic.choices)
    name = EncryptedTextField(_("name"), blank=True)
    email = EncryptedTextField(_("e-mail"), blank=True)
    message = EncryptedTextField(_("message"), blank=True)
    answer = EncryptedTextField(_("answer"), blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)

    class Meta(Submission.Meta):
        abstract = False
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        default_permissions = ["add", "change", "view", "erase"]
        indexes = [
            *Submission.Meta.indexes,
            models.Index(fields=["state", "-id"], name="message_by_state"),
            models.Index(fields=["topic", "-id"], name="message_by_topic"),
        ]
        constraints = [
            *Submission.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(state="answered", answered_at__isnull=False)
                | (~models.Q(state="answered") & models.Q(answered_at=None)),
                name="message_answered_has_a_time",
            ),
        ]

    def received(self) -> list[tuple[str, str]]:
        lines = [
            (_("Topic"), self.get_topic_display()),
            (_("Name"), self.name),
            (_("E-mail"), self.email),
            (_("Message"), self.message),
        ]
        return [(label, text) for label, text in lines if text]

    def added(self) -> list[tuple[str, str]]:
        return [(_("Answer"), self.answer)] if self.answer else []
