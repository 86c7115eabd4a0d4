from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from ccsis.lib import richtext
from ccsis.media.addresses import cleaned
from ccsis.publicsite.triggers import RAISES_SITE_VERSION

#: First parts of addresses that the site has, or will have, for something else.
RESERVED = {
    *("corrections", "events", "feeds", "media", "my", "people"),
    *("preview", "regions", "search", "series", "staff", "static", "topics", "articles"),
    # Languages take a prefix.
    *("az", "fa", "hy", "ka", "ru", "tr"),
}


#: By the names of their addresses, pages that something of the site's own is added to.
JOINED = ("contact", "contribute:call", "privacy")


class PageQuerySet(models.QuerySet):
    def published(self):
        return self.filter(is_public=True)


class Page(models.Model):
    """A standing text: about, privacy and others."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("slug"),
        max_length=200,
        unique=True,
        allow_unicode=True,
        help_text=_("The page's address: “about” is read at /about/."),
    )
    body = ProseEditorField(_("text"), blank=True, extensions=richtext.EXTENSIONS, sanitize=cleaned)
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Nobody outside can see it until this is ticked.")
    )
    updated_at = models.DateTimeField(_("last change"), auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(title__regex=r"\w"),
                name="page_has_title",
                violation_error_message=_("A page needs a title with letters in it."),
            ),
            models.CheckConstraint(condition=Q(slug__regex=r"\S"), name="page_has_slug"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("page-detail", args=[self.slug])

    def clean(self):
        """A page at the address of something else could never be read."""
        try:
            taken = resolve(f"/{self.slug}/").view_name not in ("page-detail", *JOINED)
        except Resolver404:
            return  # No slug, or not one at all: its own field says so.
        if taken or self.slug in RESERVED:
            message = _("This address belongs to another part of the site.")
            raise ValidationError({"slug": ValidationError(message, code="taken")})
        OldAddress.refuse_taken(self)

    @property
    def path(self) -> str:
        """The address as a request shows it, without percent signs."""
        return unquote(self.get_absolute_url())


#: What an old address can lead to: the names of its foreign keys, each that of the model.
TARGETS = ("article", "page", "series", "topic")


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
    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="old_addresses",
    )
    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="old_addresses",
    )
    series = models.ForeignKey(
        "articles.Series",
        verbose_name=_("series"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="old_addresses",
    )
    topic = models.ForeignKey(
        "articles.Topic",
        verbose_name=_("topic"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="old_addresses",
    )

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

    @classmethod
    def refuse_taken(cls, row) -> None:
        """Raise ValidationError if a row's address still leads to something else."""
        if not row.slug:
            return
        try:
            path = row.path
        except NoReverseMatch:
            return  # Not a slug: its own field says so.
        row = getattr(row, "pending_of", None) or row
        own = {row._meta.model_name: row} if row.pk else {"pk": None}
        if cls.objects.filter(path=path).exclude(**own).exists():
            message = _("This is an old address of something else, which readers may still use.")
            raise ValidationError({"slug": ValidationError(message, code="taken")})
