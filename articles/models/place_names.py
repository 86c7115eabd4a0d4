from django.db import models
from django.db.models import Min, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from articles.place_names.writing import together
from ccsis.publicsite.triggers import RAISES_SITE_VERSION


class NamedPlaceQuerySet(models.QuerySet):
    def with_names(self):
        """Add what `str` needs, in one query for all rows; the first name decides the order."""
        return self.alias(first_name=Min(Lower("names__name"))).prefetch_related("names")


class NamedPlace(models.Model):
    """A place with more than one name. None of them is its main one."""

    note = models.TextField(
        _("house note"),
        blank=True,
        help_text=_(
            "What the house has decided about these names, for whoever writes. Readers do not see it."
        ),
    )

    objects = NamedPlaceQuerySet.as_manager()

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("place with several names")
        verbose_name_plural = _("places with several names")
        ordering = ["pk"]

    def __str__(self):
        return together(row.name for row in self.names.all())


class PlaceName(models.Model):
    """One of the equal names of a place."""

    place = models.ForeignKey(
        NamedPlace, verbose_name=_("place"), on_delete=models.CASCADE, related_name="names"
    )
    name = models.CharField(
        _("name"), max_length=100, help_text=_("As it is written in a text, without its endings.")
    )
    language = models.CharField(
        _("language"), max_length=3, blank=True, help_text=_("Of those who use this name.")
    )
    used_by = models.CharField(
        _("who uses it"),
        max_length=120,
        blank=True,
        help_text=_("Where a language does not say it."),
    )
    is_shared = models.BooleanField(
        _("other places have it too"),
        default=False,
        help_text=_("Then searches know it, but no text that has it is taken to mean this place."),
    )

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("name of a place")
        verbose_name_plural = _("names of a place")
        ordering = [Lower("name")]
        constraints = [
            models.UniqueConstraint(
                "place",
                Lower("name"),
                name="place_has_a_name_once",
                violation_error_message=_("This place has this name already."),
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"\w{2}"),
                name="place_name_has_letters",
                violation_error_message=_("A name has at least two letters."),
            ),
            models.CheckConstraint(
                condition=~Q(language="", used_by=""),
                name="place_name_says_whose_it_is",
                violation_error_message=_("Choose the language of this name or say who uses it."),
            ),
            models.CheckConstraint(
                condition=Q(language__regex="^([a-z]{2,3})?$"), name="place_name_language_is_a_tag"
            ),
        ]

    def __str__(self):
        return self.name
