from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccsis.publicsite.triggers import RAISES_SITE_VERSION


class Region(models.Model):
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, help_text=_("Last part of the region's address.")
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("One or two sentences on top of its page.")
    )

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        # No region comes first but by the alphabet, in which CIS follows Central Asia.
        ordering = [Lower("name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(name__regex=r"\w"),
                name="region_has_name",
                violation_error_message=_("A name needs letters."),
            ),
            models.UniqueConstraint(
                Lower("name"),
                name="region_name_is_unique",
                violation_error_message=_("There is a region of this name."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("articles:region-detail", args=[self.slug])
