from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ccsis.lib.encryption import EncryptedTextField
from ccsis.lib.sealing import SealedField


class Kind(models.TextChoices):
    DOCX = "docx", _("Word document")
    ODT = "odt", _("OpenDocument text")
    PDF = "pdf", _("PDF document")
    JPEG = "jpeg", _("JPEG picture")
    PNG = "png", _("PNG picture")
    WEBP = "webp", _("WebP picture")


class Verdict(models.TextChoices):
    UNCHECKED = "unchecked", _("is being checked")
    CLEAN = "clean", _("nothing found")
    SUSPICIOUS = "suspicious", _("suspicious")
    REFUSED = "refused", _("refused")


class UploadQuerySet(models.QuerySet):
    def claimed(self):
        """What belongs to something that was sent; the rest waits for a form that was refused."""
        return self.exclude(owner_model="")

    def unclaimed(self):
        return self.filter(owner_model="")

    def unsealed(self):
        """What those may see who see its row; a protected sender's file has rules of its own."""
        return self.filter(sealed="")

    def of(self, owner: models.Model):
        return self.filter(owner_model=owner._meta.label_lower, owner_pk=owner.pk)


class Upload(models.Model):
    """A file from a stranger, in the private folder. Written by `ccsis.intake.uploads.actions` alone.

    The rendering of a form (`form_key`) and the field find it again until a row owns it.
    """

    form_key = models.UUIDField(editable=False)
    field_name = models.CharField(max_length=60, editable=False)
    owner_model = models.CharField(
        max_length=100, blank=True, editable=False, help_text="As app_label.modelname."
    )
    owner_pk = models.BigIntegerField(null=True, editable=False)
    name = EncryptedTextField(
        _("name"),
        editable=False,
        help_text=_("As the sender called it, cleaned; of a sealed file only its kind."),
    )
    sealed = SealedField(
        blank=True,
        editable=False,
        help_text="Of a protected sender’s file: its key, name and checksum (`uploads.sealed`).",
    )
    stored_name = models.CharField(max_length=50, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, editable=False)
    size = models.PositiveIntegerField(
        _("size"), editable=False, help_text=_("In bytes, as it was sent.")
    )
    sha256 = models.CharField(
        max_length=64,
        editable=False,
        help_text=_("SHA-256 of the file as it was sent; of a sealed file a keyed one."),
    )
    stored_at = models.DateTimeField(_("received at"), auto_now_add=True)
    checked_at = models.DateTimeField(_("checked at"), null=True, editable=False)
    verdict = models.CharField(
        _("check"),
        max_length=20,
        choices=Verdict.choices,
        default=Verdict.UNCHECKED,
        editable=False,
    )
    reasons = ArrayField(
        models.CharField(max_length=40), verbose_name=_("reasons"), default=list, editable=False
    )

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-stored_at", "-pk"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["owner_model", "owner_pk"], name="upload_by_owner"),
            models.Index(fields=["-stored_at", "-id"], name="upload_by_time"),
            models.Index(
                fields=["stored_at"], condition=Q(owner_model=""), name="upload_unclaimed"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["form_key", "field_name"], name="upload_one_per_field_of_a_form"
            ),
            models.CheckConstraint(
                condition=Q(owner_model="", owner_pk=None)
                | (~Q(owner_model="") & Q(owner_pk__isnull=False)),
                name="upload_owner_is_whole",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="upload_kind_is_known"),
            models.CheckConstraint(condition=Q(size__gt=0), name="upload_is_not_empty"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.UNCHECKED, checked_at=None, reasons=[])
                | (
                    Q(verdict=Verdict.CLEAN, checked_at__isnull=False, reasons=[])
                    | (
                        Q(verdict__in=[Verdict.SUSPICIOUS, Verdict.REFUSED])
                        & Q(checked_at__isnull=False)
                        & ~Q(reasons=[])
                    )
                ),
                name="upload_verdict_has_time_and_reasons",
            ),
        ]

    def __str__(self):
        """Without its name, which may tell a person's."""
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def is_sealed(self) -> bool:
        return bool(self.sealed)
