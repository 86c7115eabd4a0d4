from django.db import models
from django.utils.translation import gettext_lazy as _

from ccsis.publicsite.triggers import RAISES_SITE_VERSION


class Call(models.Model):
    """What the call for contributions promises. There is one; its text is the standing page “contribute”."""

    pitch_days = models.PositiveSmallIntegerField(
        _("days until a pitch is answered"),
        default=14,
        help_text=_(
            "Told to each sender as a date. Once it has passed, the private page says that you are "
            "late and that the piece may be offered elsewhere."
        ),
    )
    simulation_days = models.PositiveSmallIntegerField(
        _("days until a simulation is answered"), default=21
    )
    is_only = models.BooleanField(default=True, editable=False)

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("call for contributions")
        verbose_name_plural = _("call for contributions")
        default_permissions = ["change", "view"]
        constraints = [
            models.UniqueConstraint(fields=["is_only"], name="call_is_one"),
            models.CheckConstraint(condition=models.Q(is_only=True), name="call_is_the_only"),
            models.CheckConstraint(
                condition=models.Q(pitch_days__range=(1, 365), simulation_days__range=(1, 365)),
                name="call_promises_within_a_year",
                violation_error_message=_("Between 1 and 365 days."),
            ),
        ]

    def __str__(self):
        return str(_("What is promised to senders"))

    @classmethod
    def current(cls) -> "Call":
        """The row; its defaults where there is none."""
        return cls.objects.first() or cls()
