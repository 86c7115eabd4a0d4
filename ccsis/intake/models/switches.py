from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def known_forms() -> list[tuple[str, str]]:
    """Named by the migration, so that a form more is no change of the table."""
    return settings.INTAKE_FORMS


class FormSwitch(models.Model):
    """How staff have set a public form; one that is not listed is open."""

    class Mode(models.TextChoices):
        OPEN = "open", _("open")
        PROOF = "proof", _("open, with a proof of work")
        CLOSED = "closed", _("closed")

    slug = models.CharField(_("form"), max_length=40, unique=True, choices=known_forms)
    mode = models.CharField(
        _("state"),
        max_length=10,
        choices=Mode.choices,
        default=Mode.OPEN,
        help_text=_(
            "With a proof of work each sender’s browser calculates for some seconds, which makes "
            "floods costly. What comes without it, as from a browser without JavaScript, is held "
            "for a look. Closed, the form takes nothing; what somebody typed stays in it."
        ),
    )
    message = models.TextField(
        _("message to visitors"),
        blank=True,
        help_text=_("Of a closed form: why, until when, and how else to reach you."),
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("switch of a form")
        verbose_name_plural = _("switches of forms")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(mode="closed") | Q(message__regex=r"\S"),
                name="form_switch_closed_has_a_message",
                violation_error_message=_("Say to visitors why the form is closed."),
            ),
        ]

    def __str__(self):
        return f"{self.get_slug_display()}: {self.get_mode_display()}"

    def clean(self):
        """A lost link is answered at once: nobody could look at what came without a proof."""
        if self.slug == "lost-link" and self.mode == self.Mode.PROOF:
            message = _("This form has no proof of work. Leave it open, or close it.")
            raise ValidationError({"mode": ValidationError(message, code="no_proof")})

    @property
    def is_closed(self) -> bool:
        return self.mode == self.Mode.CLOSED

    @property
    def asks_for_proof(self) -> bool:
        return self.mode == self.Mode.PROOF
