from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ccsis.publicsite.triggers import RAISES_SITE_VERSION


class RelatedPiece(models.Model):
    """The editor's choice of what to read beside an article; it comes before what a score finds."""

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="related_pieces",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    piece = models.ForeignKey(
        "articles.Article",
        verbose_name=_("piece"),
        on_delete=models.CASCADE,
        related_name="related_to",
        help_text=_("Readers see it once it is public."),
    )

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("related piece")
        verbose_name_plural = _("related pieces")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "piece"],
                name="related_piece_is_chosen_once",
                violation_error_message=_("This piece is chosen already."),
            ),
            models.CheckConstraint(
                condition=~Q(piece=F("article")),
                name="related_piece_is_another_one",
                violation_error_message=_("A piece is not related to itself."),
            ),
        ]

    def __str__(self):
        return str(self.piece)
