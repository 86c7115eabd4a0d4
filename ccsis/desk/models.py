import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class AtForm(models.Model):
    """Somebody at a form: that of a row, or of a new one, whose `object_pk` is empty."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    model = models.CharField(_("model"), max_length=100, help_text=_("Such as articles.article."))
    object_pk = models.CharField(_("row"), max_length=255, blank=True)

    class Meta:
        abstract = True


class UnsavedWork(AtForm):
    """What somebody typed into a form and did not save yet. Nobody else can read it.

    Each form that is opened has a key of its own, so that opening a second one overwrites nothing.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=200, blank=True)
    data = models.TextField(_("what was typed"), help_text=_("As a browser sends a form."))
    fingerprint = models.TextField(
        _("fingerprint"), blank=True, help_text=_("Of the row as the form was made from it.")
    )
    saved_at = models.DateTimeField(_("kept at"), default=timezone.now)

    class Meta:
        verbose_name = _("unsaved work")
        verbose_name_plural = _("unsaved work")
        ordering = ["-saved_at"]
        indexes = [
            models.Index(fields=["user", "-saved_at"], name="unsaved_work_of_user"),
            models.Index(fields=["saved_at"], name="unsaved_work_by_age"),
        ]

    def __str__(self):
        # Where others see it, as in what a withholding would change: not even its title.
        return gettext("unsaved work that only its author can read")


class Presence(AtForm):
    """Somebody has the form of a row open; a sign of life comes every 20 seconds."""

    since = models.DateTimeField(_("since"), default=timezone.now)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        indexes = [models.Index(fields=["seen_at"], name="presence_by_age")]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "object_pk", "user"], name="presence_is_once_at_a_form"
            )
        ]

    def __str__(self):
        return f"{self.user}, {self.model} {self.object_pk}"
