from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from articles.models.addresses import Addressed
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


class Page(Addressed, models.Model):
    """A standing text: about, privacy and others."""

    address_name = "page-detail"

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

    def clean(self):
        self._refuse_address_of_the_site()
        super().clean()

    def _refuse_address_of_the_site(self) -> None:
        """A page at the address of something else could never be read."""
        try:
            taken = resolve(f"/{self.slug}/").view_name not in (self.address_name, *JOINED)
        except Resolver404:
            return  # No slug, or not one at all: its own field says so.
        if taken or self.slug in RESERVED:
            message = _("This address belongs to another part of the site.")
            raise ValidationError({"slug": ValidationError(message, code="taken")})
