from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Kind


class WordPressCategory(models.Model):
    """What a category of the old site becomes here. Staff edit it; the importer obeys it."""

    slug = models.SlugField(_("slug in WordPress"), max_length=200, unique=True, allow_unicode=True)
    name = models.CharField(_("name in WordPress"), max_length=200)
    region = models.ForeignKey(
        "articles.Region",
        verbose_name=_("region"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, blank=True)
    series = models.ForeignKey(
        "articles.Series",
        verbose_name=_("series"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("WordPress category")
        verbose_name_plural = _("WordPress categories")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["", *Kind.values]), name="wordpress_category_kind_is_known"
            )
        ]

    def __str__(self):
        return self.name


class ImportedItem(models.Model):
    """What an import made of an item, so that a second import changes nothing an editor changed."""

    site = models.CharField(_("site"), max_length=200, help_text=_("Host name of the old site."))
    number = models.PositiveBigIntegerField(_("number in WordPress"))
    source_hash = models.CharField(max_length=64, help_text=_("Of the item as it was read."))
    result_hash = models.CharField(max_length=64, help_text=_("Of what it became here."))
    article = models.ForeignKey(
        "articles.Article", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    page = models.ForeignKey(
        "articles.Page", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    imported_at = models.DateTimeField(_("imported at"), auto_now=True)

    class Meta:
        verbose_name = _("imported item")
        verbose_name_plural = _("imported items")
        ordering = ["site", "number"]
        constraints = [
            models.UniqueConstraint(fields=["site", "number"], name="imported_item_is_known_once")
        ]

    def __str__(self):
        return f"{self.site} {self.number}"


class ImportedFile(models.Model):
    """A picture of the old site that is here, so that a later import finds it without the file."""

    site = models.CharField(_("site"), max_length=200)
    path = models.CharField(_("path"), max_length=500, help_text=_("Below WordPress's uploads."))
    image = models.ForeignKey("media.Image", on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        ordering = ["site", "path"]
        constraints = [
            models.UniqueConstraint(fields=["site", "path"], name="imported_file_is_known_once")
        ]

    def __str__(self):
        return self.path
