from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.abstracts import Abstract
from events.models.topics import FormatKind


class AbstractVersion(models.Model):
    """An abstract as it was before a change. Authors are not in it: their entries are their own."""

    is_senders_own = True

    abstract = models.ForeignKey(Abstract, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("abstract"))
    topic_name = models.CharField(_("topic"), max_length=200, blank=True)
    format = models.CharField(
        _("preferred format"), max_length=12, choices=FormatKind.choices, blank=True
    )
    written_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("earlier version")
        verbose_name_plural = _("earlier versions")
        default_permissions = []
        ordering = ["abstract", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["abstract", "number"], name="version_once_of_abstract")
        ]

    def __str__(self):
        return f"{self.abstract_id}/{self.number}"
