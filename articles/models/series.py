from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.addresses import Addressed
from ccsis.publicsite.triggers import RAISES_SITE_VERSION


class Series(Addressed, models.Model):
    address_name = "articles:series-detail"

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("slug"),
        max_length=200,
        unique=True,
        allow_unicode=True,
        help_text=_(
            "Last part of the address. When it changes, the old address leads on to the new one."
        ),
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("What the series asks, in a few sentences.")
    )
    invites_simulations = models.BooleanField(
        _("invites simulations"),
        default=False,
        help_text=_("Readers can send one for it, by the form that its page leads to."),
    )
    announced_on = models.DateField(
        _("announced on"),
        null=True,
        blank=True,
        help_text=_(
            "From this day on readers know of it, also while no part has a text. Empty: as soon as "
            "a part has an announced title or a public piece. To plan it unseen, give a later day."
        ),
    )

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(title__regex=r"\w"),
                name="series_has_title",
                violation_error_message=_("A series needs a title with letters in it."),
            )
        ]

    def __str__(self):
        return self.title


class SeriesPart(models.Model):
    """A place in a series. It can be announced, with a title, before its article exists."""

    series = models.ForeignKey(
        Series, verbose_name=_("series"), on_delete=models.CASCADE, related_name="parts"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    article = models.OneToOneField(
        "articles.Article",
        verbose_name=_("article"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="part",
        help_text=_("Leave empty to announce a part that is not written yet."),
    )
    title = models.CharField(
        _("announced title"),
        max_length=200,
        blank=True,
        help_text=_("Shown until the article is public."),
    )
    standfirst = models.TextField(_("announced standfirst"), blank=True)
    planned_on = models.DateField(
        _("planned for"),
        null=True,
        blank=True,
        help_text=_("Only staff see it, here and in the calendar. It publishes nothing."),
    )

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("part of a series")
        verbose_name_plural = _("parts of a series")
        ordering = ["series", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "number"],
                name="series_part_number_is_unique",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another part of this series has this number."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="series_part_counts_from_one",
                violation_error_message=_("Parts are counted from 1."),
            ),
            models.CheckConstraint(
                condition=Q(article__isnull=False) | Q(title__regex=r"\S"),
                name="series_part_has_article_or_title",
                violation_error_message=_("Choose an article or give an announced title."),
            ),
        ]

    def __str__(self):
        return f"{self.series}, {self.number}"
