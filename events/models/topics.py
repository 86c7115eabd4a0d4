from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ccsis.publicsite.triggers import RAISES_SITE_VERSION
from events.models.events import Event


class Topic(models.Model):
    """A topic of an event's call, in the order that the office gives them."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="topics")
    number = models.PositiveIntegerField(_("number"), default=1)
    name = models.CharField(_("topic"), max_length=200)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["number", "pk"]
        triggers = RAISES_SITE_VERSION
        constraints = [
            models.UniqueConstraint(fields=["event", "name"], name="topic_once_in_an_event"),
            models.CheckConstraint(condition=Q(name__regex=r"\w"), name="topic_has_name"),
        ]

    def __str__(self):
        return self.name


class FormatKind(models.TextChoices):
    KEYNOTE = "keynote", _("Keynote speech")
    PANEL = "panel", _("Panel discussion")
    WORKSHOP = "workshop", _("Workshop")
    ROUNDTABLE = "roundtable", _("Roundtable")


class Format(models.Model):
    """A kind of session of an event, and whether authors may ask for it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="formats")
    number = models.PositiveIntegerField(_("number"), default=1)
    kind = models.CharField(_("format"), max_length=12, choices=FormatKind.choices)
    description = models.CharField(
        _("what it is"), max_length=200, blank=True, help_text=_("In a few words.")
    )
    is_open = models.BooleanField(
        _("for abstracts"),
        default=True,
        help_text=_("Authors can ask for it with an abstract. Otherwise it is by invitation."),
    )

    class Meta:
        verbose_name = _("format")
        verbose_name_plural = _("formats")
        ordering = ["number", "pk"]
        triggers = RAISES_SITE_VERSION
        constraints = [
            models.UniqueConstraint(fields=["event", "kind"], name="format_once_in_an_event")
        ]

    def __str__(self):
        return self.get_kind_display()
