from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ccsis.publicsite.triggers import RAISES_SITE_VERSION


class VersionQuerySet(models.QuerySet):
    def listed(self):
        """What readers of a public piece may know of: they saw it. A hidden one is only counted."""
        return self.exclude(state=Version.State.UNSEEN)


class Version(models.Model):
    """What a piece said from a moment on. Written when the next one replaces it, never changed.

    (But for a name that is withheld and a picture that is replaced: these leave it too.)
    """

    class State(models.TextChoices):
        SHOWN = "shown", _("shown to readers")
        HIDDEN = "hidden", _("hidden from readers")
        # Published while the piece was withdrawn or had ended, and replaced before it came back.
        UNSEEN = "unseen", _("not seen by readers")

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="versions",
    )
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField(_("content"), help_text="As `articles.versions.content` reads it.")
    note = models.TextField(_("what changed"), blank=True)
    published_at = models.DateTimeField(_("public since"))
    state = models.CharField(
        _("state"), max_length=6, choices=State.choices, default=State.SHOWN, editable=False
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        permissions = [
            ("hide_version", _("Can hide a kept version from readers and show it again")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="version_number_is_unique_in_its_article"
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="versions_start_at_one"),
            models.CheckConstraint(
                condition=models.Q(state__in=["shown", "hidden", "unseen"]),
                name="version_state_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.article} ({self.number})"
