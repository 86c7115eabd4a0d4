from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from pictures.models import PictureField

from ccsis.publicsite.triggers import RAISES_SITE_VERSION


class Image(models.Model):
    """A picture, re-encoded without metadata when it came in.

    Until the job has rendered the small files (`renditions_at`), readers get that re-encoding.
    """

    file = PictureField(
        _("file"),
        upload_to="images",
        width_field="width",
        height_field="height",
        max_length=200,
        aspect_ratios=[None],
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    source_hash = models.CharField(
        max_length=64, editable=False, help_text=_("SHA-256 of the file as it was sent.")
    )
    alt = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("What the picture shows, for readers who cannot see it."),
    )
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("It says nothing that the text does not say.")
    )
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    may_be_republished = models.BooleanField(
        _("may be republished"),
        default=False,
        help_text=_("Tick only if the rights allow others to print it too."),
    )
    centre_x = models.PositiveSmallIntegerField(
        _("centre of interest, from the left (%)"),
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    centre_y = models.PositiveSmallIntegerField(
        _("centre of interest, from the top (%)"),
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    renditions_at = models.DateTimeField(_("rendered at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(file=""), name="image_has_file"),
            models.CheckConstraint(
                condition=Q(centre_x__lte=100, centre_y__lte=100),
                name="image_centre_is_in_the_image",
            ),
            models.CheckConstraint(
                condition=Q(is_decorative=False) | Q(alt=""),
                name="decorative_image_has_no_alternative_text",
                violation_error_message=_("A decorative image has no alternative text."),
            ),
        ]
        indexes = [models.Index(fields=["source_hash"], name="image_source_hash")]

    def __str__(self):
        return self.alt or self.caption or self.file.name
