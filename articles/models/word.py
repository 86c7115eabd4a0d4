import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WordFileQuerySet(models.QuerySet):
    def taken(self):
        return self.filter(state=WordFile.State.TAKEN)

    def left(self):
        """Not taken into a draft (yet)."""
        return self.exclude(state=WordFile.State.TAKEN)

    def waiting(self):
        """For somebody to take or throw away, or for their reading."""
        return self.left().exclude(state=WordFile.State.REFUSED)


class WordFile(models.Model):
    """A Word file that somebody is about to take in. Nobody else can see it.

    The file itself is kept until it has been read, the result until it is taken into a draft, and
    neither longer than a day. Then only that it was taken in is known, and into which piece.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be read")
        READING = "reading", _("being read")
        READY = "ready", _("ready")
        REFUSED = "refused", _("refused")
        TAKEN = "taken", _("taken into a draft")

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(_("name of the file"), max_length=120, blank=True)
    digest = models.CharField(_("checksum"), max_length=64, help_text=_("SHA-256 of the file."))
    content = models.BinaryField(_("content"), blank=True, default=b"")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    refusal = models.CharField(_("code of the refusal"), max_length=20, blank=True)
    result = models.JSONField(
        _("what was read"), default=dict, blank=True, help_text=_("See articles.word.results.")
    )
    pictures_done = models.PositiveSmallIntegerField(_("pictures that are ready"), default=0)
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField(_("received"), auto_now_add=True)

    objects = WordFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("Word file")
        verbose_name_plural = _("Word files")
        ordering = ["-received_at"]
        indexes = [
            models.Index(fields=["digest"], name="word_file_by_digest"),
            models.Index(fields=["received_at"], name="word_file_by_age"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="taken") | Q(content=b"", article__isnull=False),
                name="word_file_is_gone_once_taken",
            )
        ]

    def __str__(self):
        return str(_("a Word file that only who sent it can see"))


class WordPicture(models.Model):
    """A picture of a Word file, encoded anew, until the file is taken into a draft."""

    file = models.ForeignKey(WordFile, on_delete=models.CASCADE, related_name="pictures")
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name of the encoded file"), max_length=60)
    content = models.BinaryField(_("content"))
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    source_hash = models.CharField(max_length=64)
    alt = models.CharField(_("alternative text"), max_length=500, blank=True)
    is_decorative = models.BooleanField(_("decorative"), default=False)

    class Meta:
        verbose_name = _("picture of a Word file")
        verbose_name_plural = _("pictures of Word files")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="word_picture_is_there_once")
        ]

    def __str__(self):
        return f"{self.number}"
