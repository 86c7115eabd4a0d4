from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccsis.publicsite.triggers import RAISES_SITE_VERSION


class PersonQuerySet(models.QuerySet):
    def named(self):
        """Without those whose name is withheld: a page of all their pieces would tell who they are."""
        return self.filter(withheld_at__isnull=True)


class Person(models.Model):
    """Somebody who signs what we publish: a person, or an institution such as the Center itself.

    A byline copies name, title and affiliation when its article is released, so this record may
    move on without changing what was printed.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        INSTITUTION = "institution", _("institution")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.PERSON)
    name = models.CharField(
        _("name"), max_length=200, help_text=_("As it is printed above an article.")
    )
    slug = models.SlugField(_("slug"), max_length=200, unique=True, allow_unicode=True)
    title = models.CharField(
        _("title"), max_length=200, blank=True, help_text=_("Professional title, as of today.")
    )
    affiliation = models.CharField(_("affiliation"), max_length=300, blank=True)
    biography = models.TextField(
        _("biography"), blank=True, help_text=_("A few sentences in the third person.")
    )
    photo = models.ForeignKey(
        "media.Image",
        verbose_name=_("photograph"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    withheld_at = models.DateTimeField(
        _("name withheld"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Since then this record says nothing of who it is (`articles.withholding`)."),
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("person or institution")
        verbose_name_plural = _("people and institutions")
        ordering = [Lower("name")]
        permissions = [("withhold_name", _("Can withhold a person’s name"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(name__regex=r"\w"),
                name="person_has_name",
                violation_error_message=_("A name needs letters."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["person", "institution"]), name="person_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(withheld_at__isnull=True)
                | Q(title="", affiliation="", biography="", photo__isnull=True),
                name="withheld_person_says_nothing",
                violation_error_message=_("This person’s name is withheld."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("articles:person-detail", args=[self.slug])
