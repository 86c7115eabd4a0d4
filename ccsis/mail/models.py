from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ccsis.lib.encryption import EncryptedTextField, Sealed


class State(models.TextChoices):
    QUEUED = "queued", _("waiting")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")


class MailQuerySet(models.QuerySet):
    def about(self, row: models.Model):
        return self.filter(about_model=row._meta.label_lower, about_pk=row.pk)

    def queued(self):
        return self.filter(state=State.QUEUED)


class Mail(models.Model):
    """A mail that is to be delivered, or was. Once it was, its text is gone and the fact stays."""

    purpose = models.SlugField(_("purpose"), max_length=40, editable=False)
    about_model = models.CharField(max_length=100, editable=False)
    about_pk = models.BigIntegerField(editable=False)
    recipient = models.CharField(
        _("to"), max_length=40, editable=False, help_text="A role, such as sender; no address."
    )
    language = models.CharField(_("language"), max_length=12, default="en", editable=False)
    subject = models.CharField(_("subject"), max_length=200, editable=False)
    text = EncryptedTextField(blank=True, editable=False)
    html = EncryptedTextField(blank=True, editable=False)
    unsubscribe = models.CharField(
        max_length=40,
        blank=True,
        editable=False,
        help_text="Name of the link that ends such mails.",
    )
    message_id = models.UUIDField(unique=True, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.QUEUED, editable=False
    )
    queued_at = models.DateTimeField(_("queued"), editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    failed_at = models.DateTimeField(_("failed"), null=True, editable=False)
    attempts = models.PositiveIntegerField(_("attempts"), default=0, editable=False)
    error = models.CharField(_("last error"), max_length=40, blank=True, editable=False)
    #: When one of this row's mails last went out, and to whom: also while the next one waits.
    went_at = models.DateTimeField(null=True, editable=False)
    address_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-pk"]
        default_permissions = ["view"]
        permissions = [("resend_mail", "Can send mails again")]
        indexes = [
            models.Index(fields=["address_digest", "purpose", "went_at"], name="mail_by_address"),
            models.Index(fields=["state", "-id"], name="mail_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "about_model", "about_pk", "recipient"], name="mail_once"
            ),
            models.CheckConstraint(
                condition=Q(state="queued", sent_at=None, failed_at=None)
                | Q(state="sent", sent_at__isnull=False, failed_at=None)
                | Q(state="failed", sent_at=None, failed_at__isnull=False),
                name="mail_state_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(text="", html=""), name="mail_sent_has_no_text"
            ),
        ]

    def __str__(self):
        return f"{self.purpose} {self.pk}"

    @property
    def about(self) -> models.Model | None:
        """The row as it is now; None if it is gone."""
        try:
            model = apps.get_model(self.about_model)
        except LookupError:
            return None
        return model._base_manager.filter(pk=self.about_pk).first()

    @property
    def is_sealed(self) -> bool:
        """Whether the key of its text is not set."""
        return isinstance(self.text, Sealed) or isinstance(self.html, Sealed)
