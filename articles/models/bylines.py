"""Who signs what, and the signatures as one array for a page's own query."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.utils.translation import gettext_lazy as _

from ccsis.publicsite.triggers import RAISES_SITE_VERSION


class Byline(models.Model):
    """Who signs an article, in which place and role.

    `name`, `title` and `affiliation` are frozen when the article is released
    (`articles.actions.freeze_bylines`); until then an empty one means "as in the person's record".
    """

    class Role(models.TextChoices):
        AUTHOR = "author", _("author")
        EDITOR = "editor", _("editor")
        PHOTOGRAPHER = "photographer", _("photographer")
        TRANSLATOR = "translator", _("translator")

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="bylines",
    )
    person = models.ForeignKey(
        "articles.Person",
        verbose_name=_("person or institution"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bylines",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.AUTHOR)
    name = models.CharField(
        _("name as printed"),
        max_length=200,
        blank=True,
        help_text=_("Empty: taken from the person when the article is released."),
    )
    title = models.CharField(_("title as printed"), max_length=200, blank=True)
    affiliation = models.CharField(_("affiliation as printed"), max_length=300, blank=True)

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "position"],
                name="byline_position_is_unique",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Two bylines have the same position."),
            ),
            models.UniqueConstraint(
                fields=["article", "person", "role"],
                name="byline_names_a_person_once_in_a_role",
                violation_error_message=_("This person is named twice in this role."),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(name__regex=r"\S"),
                name="byline_has_person_or_name",
                violation_error_message=_("Choose a person or write a name."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=["author", "editor", "photographer", "translator"]),
                name="byline_role_is_known",
            ),
        ]

    def __str__(self):
        return self.name or str(self.person)


def byline_list():
    rows = Byline.objects.filter(article=OuterRef("pk")).order_by("position")
    frozen = ~Q(name="")
    return ArraySubquery(
        rows.values(
            json=JSONObject(
                name=Coalesce(NullIf("name", models.Value("")), "person__name"),
                title=models.Case(models.When(frozen, then="title"), default="person__title"),
                affiliation=models.Case(
                    models.When(frozen, then="affiliation"), default="person__affiliation"
                ),
                role="role",
                slug=models.Case(
                    models.When(person__withheld_at=None, then="person__slug"),
                    default=None,
                ),
                kind="person__kind",
            )
        )
    )
