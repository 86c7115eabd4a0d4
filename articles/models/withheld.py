from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WithheldName(models.Model):
    """How a withheld name is known again: a hash of one of its written forms, never the name.

    Written by `articles.withholding.known` alone.
    """

    person = models.ForeignKey(
        "articles.Person",
        verbose_name=_("person or institution"),
        on_delete=models.CASCADE,
        related_name="withheld_names",
    )
    digest = models.CharField(max_length=64, help_text="Under the site's key (HMAC, SHA-256).")
    size = models.PositiveSmallIntegerField(help_text="Words in this form.")

    class Meta:
        verbose_name = _("withheld name")
        verbose_name_plural = _("withheld names")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["person", "digest"], name="withheld_name_is_kept_once_for_a_person"
            ),
            models.CheckConstraint(condition=Q(size__gte=1), name="withheld_name_has_words"),
        ]

    def __str__(self):
        return str(self.pk)
