from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StepQuerySet(models.QuerySet):
    def of(self, row: models.Model):
        """The steps of one row, the latest first."""
        return self.of_rows(type(row), [row.pk])

    def of_rows(self, model: type[models.Model], keys: Iterable[int]):
        """The steps of several rows of a model."""
        return self.filter(model=model._meta.label_lower, row_pk__in=keys).select_related("by")


class Step(models.Model):
    """Who took which step with a row, when and why. Written by `ccsis.workflow.transitions` alone."""

    model = models.CharField(max_length=100, help_text="As app_label.modelname.")
    row_pk = models.BigIntegerField()
    is_of_part = models.BooleanField(
        default=False, help_text="Taken with a part of the row, such as a pending change of it."
    )
    transition = models.CharField(_("step"), max_length=40)
    from_state = models.CharField(_("from"), max_length=40)
    to_state = models.CharField(_("to"), max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text=_("Empty: the program itself, or somebody whose account is gone."),
    )
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["model", "row_pk", "-at"], name="step_of_a_row")]

    def __str__(self):
        return f"{self.transition}: {self.from_state} → {self.to_state}"
