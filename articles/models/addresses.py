from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from ccsis.publicsite.triggers import RAISES_SITE_VERSION


class Addressed:
    """What readers find at an address that its slug ends, also by the addresses it had before."""

    #: The name of that address in the URL configuration.
    address_name: str

    def get_absolute_url(self) -> str:
        return reverse(self.address_name, args=[self.slug])

    @property
    def path(self) -> str:
        """The address as a request shows it, without percent signs."""
        return unquote(self.get_absolute_url())

    def clean(self):
        """Raise ValidationError if this address still leads to something else."""
        super().clean()
        if not self.slug:
            return
        try:
            path = self.path
        except NoReverseMatch:
            return  # Not a slug: its own field says so.
        row = getattr(self, "pending_of", None) or self
        own = {row._meta.model_name: row} if row.pk else {"pk": None}
        if OldAddress.objects.filter(path=path).exclude(**own).exists():
            message = _("This is an old address of something else, which readers may still use.")
            raise ValidationError({"slug": ValidationError(message, code="taken")})


#: What an old address can lead to: the names of its foreign keys, each that of the model.
TARGETS = ("article", "page", "series", "topic")


def _leads_to(model: str, name) -> models.ForeignKey:
    return models.ForeignKey(
        model,
        verbose_name=name,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="old_addresses",
    )


def _leads_to_one_thing() -> Q:
    """Exactly one of the keys is set."""
    rule = Q()
    for target in TARGETS:
        rule |= Q(**{f"{name}__isnull": name != target for name in TARGETS})
    return rule


class OldAddress(models.Model):
    """An address that once led to something that readers know, and still does, by a redirect."""

    path = models.CharField(
        _("old address"),
        max_length=500,
        unique=True,
        help_text=_(
            "Path on this site as a reader sees it, such as /2023/05/14/a-title/ or /?p=107."
        ),
    )
    article = _leads_to("articles.Article", _("article"))
    page = _leads_to("articles.Page", _("page"))
    series = _leads_to("articles.Series", _("series"))
    topic = _leads_to("articles.Topic", _("topic"))

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(path__startswith="/"),
                name="old_address_starts_with_a_slash",
                violation_error_message=_("An old address is a path that starts with “/”."),
            ),
            models.CheckConstraint(
                condition=_leads_to_one_thing(),
                name="old_address_leads_to_one_thing",
                violation_error_message=_("Choose one thing that it leads to, and only one."),
            ),
        ]

    def __str__(self):
        return self.path

    def clean(self):
        """Take an address as a browser shows or copies it: whole, or with percent signs."""
        parts = urlsplit(self.path.strip())
        query = f"?{parts.query}" if parts.query else ""
        self.path = unquote(parts.path) + query
        if self.target and self.path.rstrip("/") == self.target.path.rstrip("/"):
            message = _("This is its present address.")
            raise ValidationError({"path": ValidationError(message, code="present")})

    @property
    def target(self):
        """What it leads to; None before that is chosen."""
        return next(filter(None, (getattr(self, name) for name in TARGETS)), None)
