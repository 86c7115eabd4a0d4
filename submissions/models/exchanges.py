from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ccsis.lib.encryption import EncryptedTextField


class ExchangeKind(models.TextChoices):
    QUESTION = "question", _("question from the editors")
    DECISION = "decision", _("decision")
    ANSWER = "answer", _("from the sender")


class Exchange(models.Model):
    """What the editors and a sender wrote to each other, as the private page shows it."""

    #: Between two people: nobody else's action changes it (`articles.withholding`).
    is_senders_own = True

    contribution = models.ForeignKey(
        "submissions.Contribution", on_delete=models.CASCADE, related_name="exchanges"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ExchangeKind.choices)
    text = EncryptedTextField(_("text"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text=_("Empty: the sender."),
    )
    form_key = models.UUIDField(
        unique=True, null=True, editable=False, help_text="Of the sender's form: it comes in once."
    )

    class Meta:
        verbose_name = _("exchange")
        verbose_name_plural = _("exchanges")
        ordering = ["pk"]
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=ExchangeKind.values), name="exchange_kind_is_known"
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="exchange_says_something"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def is_ours(self) -> bool:
        return self.kind != ExchangeKind.ANSWER
