from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.events import Event


class AuthorLetter(models.Model):
    """A mail that staff wrote to the authors of several abstracts."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(_("subject"), max_length=120)
    text = models.TextField(_("text"))
    goes_to_co_authors = models.BooleanField(_("to the co-authors too"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    form_key = models.UUIDField(unique=True)
    count = models.PositiveIntegerField(_("mails"), default=0)

    class Meta:
        verbose_name = _("letter to authors")
        verbose_name_plural = _("letters to authors")
        default_permissions = []
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(subject="") & ~Q(text=""), name="letter_has_words")
        ]

    def __str__(self):
        return self.subject
