from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from pictures.models import PictureField

from ccsis.publicsite.triggers import RAISES_SITE_VERSION

#: A crop is told to the nearest of these: a class of the style sheet each (static/css/focus.css).
FOCUS_STEP = 5


class ImageQuerySet(models.QuerySet):
    def undescribed(self):
        """Readers who cannot see them are told nothing, and nobody said that nothing is lost."""
        return self.filter(alt="", is_decorative=False)

    def same_as(self, picture):
        """What is a new picture (`ingest.Encoded`) already, the oldest first.

        A photograph with other notes of the camera's is another file, and kept as the same one.
        """
        found = Q(source_hash=picture.source_hash) | Q(file=picture.file_name)
        return self.filter(found).order_by("pk")


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
    caption = models.TextField(
        _("caption"),
        blank=True,
        help_text=_("Shown below it wherever the piece says nothing of its own."),
    )
    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Who made it, as readers see it below the picture."),
    )
    source = models.CharField(
        _("where it came from"),
        max_length=300,
        blank=True,
        help_text=_("An address, an archive, a licence: for the office, never shown to readers."),
    )
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
    is_shown_whole = models.BooleanField(
        _("shown whole in lists"),
        default=False,
        help_text=_("For charts and maps, whose edges matter. Other pictures are cropped there."),
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    renditions_at = models.DateTimeField(_("rendered at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = ImageQuerySet.as_manager()

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
        indexes = [
            models.Index(fields=["source_hash"], name="image_source_hash"),
            # The library, newest first.
            models.Index(F("created_at").desc(), F("id").desc(), name="image_newest"),
            # Which picture a text shows.
            models.Index(fields=["file"], name="image_file"),
        ]

    def __str__(self):
        return self.alt or self.caption or self.file.name

    @property
    def is_undescribed(self) -> bool:
        return not (self.alt or self.is_decorative)

    @property
    def focus_class(self) -> str:
        """The classes that keep what matters in a crop; "" for the middle."""
        x, y = (_nearest(value) for value in (self.centre_x, self.centre_y))
        return "" if x == y == 50 else f"focus-x-{x} focus-y-{y}"


def _nearest(value: int) -> int:
    return (value + FOCUS_STEP // 2) // FOCUS_STEP * FOCUS_STEP
