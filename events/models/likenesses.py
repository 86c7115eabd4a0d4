from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models.abstracts import Abstract


class Likeness(models.TextChoices):
    TEXT = "text", _("similar text")
    TITLE = "title", _("same title")
    PERSON = "person", _("same person")


class AlikePair(models.Model):
    """Two abstracts of an event that may be the same one twice. A hint for staff; nothing follows from it."""

    earlier = models.ForeignKey(Abstract, on_delete=models.CASCADE, related_name="+")
    later = models.ForeignKey(Abstract, on_delete=models.CASCADE, related_name="+")
    likeness = models.CharField(max_length=10, choices=Likeness.choices)
    #: Of the texts, in hundredths.
    share = models.PositiveIntegerField(default=100)

    class Meta:
        default_permissions = []
        indexes = [models.Index(fields=["later"], name="alike_by_later")]
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later", "likeness"], name="alike_once"),
            models.CheckConstraint(condition=Q(earlier__lt=F("later")), name="alike_in_order"),
        ]

    def __str__(self):
        return f"{self.earlier_id} ~ {self.later_id}: {self.likeness}"
