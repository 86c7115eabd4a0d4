from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ccsis.publicsite.triggers import RAISES_SITE_VERSION


class Drawing(models.Model):
    """What a job has drawn for a released piece (`articles.drawings`).

    Both files are named by their content. Until there are any, the static ones are shown.
    """

    article = models.OneToOneField(
        "articles.Article", verbose_name=_("article"), on_delete=models.CASCADE
    )
    cover = models.FileField(_("cover"), upload_to="covers")
    share = models.FileField(_("share image"), upload_to="share")
    fingerprint = models.CharField(
        max_length=64, help_text=_("Of all that it was drawn from (SHA-256).")
    )
    drawn_at = models.DateTimeField(_("drawn at"), auto_now=True)

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("drawing")
        verbose_name_plural = _("drawings")
        ordering = ["article"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(cover="") & ~Q(share=""), name="drawing_has_both_files"
            )
        ]
        # Before a file is deleted: whether another piece shows it.
        indexes = [
            models.Index(fields=["cover"], name="drawing_cover"),
            models.Index(fields=["share"], name="drawing_share"),
        ]

    def __str__(self):
        return self.cover.name

    @property
    def names(self) -> set[str]:
        """Of its files."""
        return {self.cover.name, self.share.name}
