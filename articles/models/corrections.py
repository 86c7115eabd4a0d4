from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ccsis.publicsite.triggers import RAISES_SITE_VERSION

#: Of a note; longer ones are a new piece.
LONGEST = 2_000


class Correction(models.Model):
    """What readers are told about a change in a piece after it appeared."""

    class Kind(models.TextChoices):
        CLARIFICATION = "clarification", _("Clarification")
        CORRECTION = "correction", _("Correction")
        RETRACTION = "retraction", _("Retraction")
        UPDATE = "update", _("Update")

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="corrections",
    )
    kind = models.CharField(
        _("kind"),
        max_length=13,
        choices=Kind.choices,
        help_text=_(
            "Correction: something was wrong. Clarification: it could be misunderstood. Update: "
            "something new was added."
        ),
    )
    text = models.TextField(
        _("text"),
        max_length=LONGEST,
        help_text=_(
            "In the language of the piece. Say what it said, and what it says now: “The second row "
            "of the table gave tonnes as kilograms.”"
        ),
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    reworded_at = models.DateTimeField(_("reworded at"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(F("made_at").desc(), F("id").desc(), name="correction_made")]
        constraints = [
            models.CheckConstraint(
                condition=Q(text__regex=r"\w"),
                name="correction_has_text",
                violation_error_message=_("A correction needs words."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["clarification", "correction", "retraction", "update"]),
                name="correction_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(reworded_at__isnull=True) | Q(reworded_at__gte=F("made_at")),
                name="correction_is_reworded_after_it_is_made",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text[:60]}"

    @property
    def changed_at(self):
        """When readers last saw something new of it."""
        return self.reworded_at or self.made_at


def correction_list():
    """The corrections of an article, the newest first, for `Article.objects.with_everything()`."""
    rows = Correction.objects.filter(article=OuterRef("pk")).order_by("-made_at", "-pk")
    names = ("kind", "text", "made_at", "reworded_at")
    return ArraySubquery(rows.values(json=JSONObject(**{name: name for name in names})))
