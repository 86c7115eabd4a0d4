from urllib.parse import unquote

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Coalesce, JSONObject, Lower, NullIf
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField
from taggit.managers import TaggableManager
from taggit.models import ItemBase, Tag

from articles.models.corrections import correction_list
from articles.models.pages import OldAddress
from articles.models.regions import Region
from ccsis.lib import richtext
from ccsis.publicsite.triggers import RAISES_SITE_VERSION


class Kind(models.TextChoices):
    ANALYSIS = "analysis", _("Analysis")
    ANNOUNCEMENT = "announcement", _("Announcement")
    COMMENTARY = "commentary", _("Commentary")
    EXCLUSIVE_REPORT = "exclusive-report", _("Exclusive report")
    SIMULATION = "simulation", _("Simulation")
    SPECIAL_REPORT = "special-report", _("Special report")


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("in review")
    READY = "ready", _("ready")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RETRACTED = "retracted", _("retracted")


class Language(models.TextChoices):
    """Languages of the pieces, in the alphabetical order of their English names."""

    ARMENIAN = "hy", _("Armenian")
    AZERBAIJANI = "az", _("Azerbaijani")
    ENGLISH = "en", _("English")
    GEORGIAN = "ka", _("Georgian")
    PERSIAN = "fa", _("Persian")
    RUSSIAN = "ru", _("Russian")
    TURKISH = "tr", _("Turkish")


#: Released: public as soon as the time has come. A retracted piece stays readable, marked.
RELEASED = [State.READY, State.RETRACTED]


class Topic(Tag):
    """taggit's tag under the name that staff and readers know."""

    class Meta:
        triggers = RAISES_SITE_VERSION
        proxy = True
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = [Lower("name")]

    def get_absolute_url(self):
        return reverse("articles:topic-detail", args=[self.slug])


class ArticleTag(ItemBase):
    """A topic on an article, with a real foreign key where taggit's own table has a generic one."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="article_tags")
    content_object = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="article_tags"
    )

    class Meta:
        triggers = RAISES_SITE_VERSION
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="article_has_a_topic_once"
            )
        ]


class ArticleQuerySet(models.QuerySet):
    def published(self):
        """What readers may see now: the only rule of visibility, a comparison with the clock."""
        return self.filter(state__in=RELEASED, published_at__lte=timezone.now())

    def withdrawn(self):
        """What readers could see once: its address says that it is gone."""
        return self.filter(state=State.WITHDRAWN, published_at__lte=timezone.now())

    def with_cards(self):
        """Add what a list entry shows (byline_list, region_list), without the text, in one query."""
        return (
            self.defer("body")
            .select_related("picture", "drawing")
            .annotate(byline_list=_byline_list(), region_list=_region_list())
        )

    def with_everything(self):
        """Add what an article's page shows, in one query."""
        return self.select_related("picture", "drawing").annotate(
            byline_list=_byline_list(),
            correction_list=correction_list(),
            region_list=_region_list(),
            tag_list=_tag_list(),
        )


class Article(models.Model):
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.ANALYSIS)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.ENGLISH
    )
    title = models.CharField(_("title"), max_length=300)
    slug = models.SlugField(
        _("slug"),
        max_length=200,
        unique=True,
        allow_unicode=True,
        help_text=_("Last part of the address. It should not change once the piece is public."),
    )
    standfirst = models.TextField(
        _("standfirst"),
        blank=True,
        help_text=_("One or two sentences under the title that say what the piece finds."),
    )
    summary_points = ArrayField(
        models.TextField(),
        verbose_name=_("summary"),
        default=list,
        blank=True,
        help_text=_("Three to five short sentences, one in each line, shown in a box on top."),
    )
    body = ProseEditorField(
        _("text"), blank=True, extensions=richtext.EXTENSIONS, sanitize=richtext.clean
    )
    picture = models.ForeignKey(
        "media.Image",
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Without one, a cover is drawn."),
    )
    regions = models.ManyToManyField(
        Region, verbose_name=_("regions"), blank=True, related_name="articles"
    )
    topics = TaggableManager(
        verbose_name=_("topics"),
        through=ArticleTag,
        blank=True,
        help_text=_("Separated by commas."),
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    published_at = models.DateTimeField(
        _("publication time"),
        null=True,
        blank=True,
        help_text=_("The piece is public from this time on, once its state is “ready”."),
    )
    updated_at = models.DateTimeField(
        _("update time"),
        null=True,
        blank=True,
        help_text=_("Shown to readers. Set it after a change of substance, not after a comma."),
    )
    republication_notice = models.TextField(
        _("republication notice"),
        blank=True,
        help_text=_("Printed with the piece. An exclusive report always has one."),
    )
    is_demo = models.BooleanField(
        _("demonstration"), default=False, editable=False, help_text=_("Labelled on its page.")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last saved"), auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-published_at", "-pk"]
        indexes = [
            # Every public list: newest first, keyset-paged.
            models.Index(
                F("published_at").desc(),
                F("id").desc(),
                name="article_released",
                condition=Q(state__in=RELEASED),
            ),
            models.Index(
                F("kind"),
                F("published_at").desc(),
                F("id").desc(),
                name="article_released_by_kind",
                condition=Q(state__in=RELEASED),
            ),
            models.Index(
                F("language"),
                F("published_at").desc(),
                F("id").desc(),
                name="article_released_by_language",
                condition=Q(state__in=RELEASED),
            ),
            models.Index(F("changed_at").desc(), name="article_changed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(title__regex=r"\w"),
                name="article_has_title",
                violation_error_message=_("An article needs a title with letters in it."),
            ),
            models.CheckConstraint(condition=Q(slug__regex=r"\S"), name="article_has_slug"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="article_kind_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="article_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(language__in=Language.values), name="article_language_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.WITHDRAWN, State.RETRACTED])
                | Q(published_at__isnull=False),
                name="article_was_public_before_it_was_withdrawn",
                violation_error_message=_("Only a piece with a publication time can be withdrawn."),
            ),
            models.CheckConstraint(
                condition=Q(updated_at__isnull=True) | Q(updated_at__gte=F("published_at")),
                name="article_is_updated_after_publication",
                violation_error_message=_("The update time is before the publication time."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.EXCLUSIVE_REPORT) | Q(republication_notice__regex=r"\S"),
                name="exclusive_report_has_a_republication_notice",
                violation_error_message=_("An exclusive report needs a republication notice."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("articles:detail", args=[self.slug])

    def clean(self):
        OldAddress.refuse_taken(self)

    @property
    def path(self) -> str:
        """The address as a request shows it, without percent signs."""
        return unquote(self.get_absolute_url())

    @property
    def is_public(self) -> bool:
        return (
            self.state in RELEASED
            and self.published_at is not None
            and self.published_at <= timezone.now()
        )

    @property
    def is_simulation(self) -> bool:
        return self.kind == Kind.SIMULATION


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
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="bylines"
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


def _byline_list():
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
                slug="person__slug",
                kind="person__kind",
            )
        )
    )


def _region_list():
    rows = Region.objects.filter(articles=OuterRef("pk")).order_by(Lower("name"))
    return ArraySubquery(rows.values(json=JSONObject(name="name", slug="slug")))


def _tag_list():
    rows = Tag.objects.filter(article_tags__content_object=OuterRef("pk")).order_by(Lower("name"))
    return ArraySubquery(rows.values(json=JSONObject(name="name", slug="slug")))
