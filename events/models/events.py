from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ccsis.publicsite.triggers import RAISES_SITE_VERSION


class EventQuerySet(models.QuerySet):
    def published(self):
        return self.filter(is_public=True)


class Event(models.Model):
    """A conference of one year: its edition. The same name may come again."""

    name = models.CharField(
        _("name"), max_length=300, help_text=_("In full, as the organiser gives it.")
    )
    edition = models.CharField(
        _("edition"), max_length=40, help_text=_("Such as the year. It tells two events apart.")
    )
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        help_text=_("The event’s address: “peace-2027” is read at /events/peace-2027/."),
    )
    summary = models.CharField(
        _("summary"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences under the name."),
    )
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Nobody outside can see it until this is ticked.")
    )
    partner_call = models.TextField(
        _("call for partners"),
        blank=True,
        help_text=_(
            "What partners do, what they get, and what a letter of interest should say. Plain text; "
            "an empty line begins a new paragraph."
        ),
    )
    partners_from = models.DateTimeField(
        _("letters from"),
        null=True,
        blank=True,
        help_text=_("In UTC. Empty: no letters are asked for."),
    )
    partners_until = models.DateTimeField(
        _("letters until"), null=True, blank=True, help_text=_("In UTC. Empty: without an end.")
    )

    is_demo = models.BooleanField(default=False, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-pk"]
        triggers = RAISES_SITE_VERSION
        constraints = [
            models.UniqueConstraint(fields=["name", "edition"], name="event_once_an_edition"),
            models.CheckConstraint(condition=Q(name__regex=r"\w"), name="event_has_name"),
            models.CheckConstraint(
                condition=Q(partners_until=None) | Q(partners_until__gt=F("partners_from")),
                name="event_call_ends_after_it_begins",
                violation_error_message=_("The call for partners ends before it begins."),
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.edition}"

    def get_absolute_url(self):
        return reverse("events:event-detail", args=[self.slug])

    @property
    def is_open_for_partners(self) -> bool:
        """Whether letters of interest are taken now."""
        if self.partners_from is None or timezone.now() < self.partners_from:
            return False
        return self.partners_until is None or timezone.now() < self.partners_until

    @property
    def asks_for_partners_later(self) -> bool:
        return self.partners_from is not None and timezone.now() < self.partners_from
