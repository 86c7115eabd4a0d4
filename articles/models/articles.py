from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Case, F, OuterRef, Q, Value, When
from django.db.models.functions import JSONObject, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField
from taggit.managers import TaggableManager

from articles.models.addresses import Addressed
from articles.models.bylines import byline_list
from articles.models.corrections import correction_list
from articles.models.regions import Region
from articles.models.scenarios import forecast_row, scenario_row, step_list
from articles.models.topics import ArticleTag, tag_list
from articles.models.versions import Version
from ccsis.lib import richtext
from ccsis.media.addresses import cleaned
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


class WithdrawalReason(models.TextChoices):
    """What readers are told at the address of a withdrawn piece."""

    AUTHOR = "author", _("At the request of its author.")
    ERRORS = "errors", _("It had errors that a correction could not mend.")
    LEGAL = "legal", _("For legal reasons.")
    PROTECTION = "protection", _("To protect a person.")
    UNSAID = "unsaid", _("No reason is given.")


#: Any number that no other lock has.
SLUGS = 8_702_108
#: Nobody has released it: it is written and reviewed.
IN_WRITING = [State.DRAFT, State.IN_REVIEW]
#: Released: public as soon as the time has come. A retracted piece stays readable, marked.
RELEASED = [State.READY, State.RETRACTED]


class ArticleQuerySet(models.QuerySet):
    def published(self):
        """What readers may see now: the only rule of visibility, a comparison with the clock."""
        now = timezone.now()
        return self.filter(
            Q(unpublish_at__isnull=True) | Q(unpublish_at__gt=now),
            state__in=RELEASED,
            published_at__lte=now,
            deleted_at__isnull=True,
        )

    def withdrawn(self):
        """What readers could see once: its address says that it is gone."""
        now = timezone.now()
        return self.filter(
            Q(state=State.WITHDRAWN) | Q(state__in=RELEASED, unpublish_at__lte=now),
            published_at__lte=now,
            deleted_at__isnull=True,
        )

    def released(self, after=None):
        """What readers see or will see after an instant (now), if nobody changes that."""
        over = Q(unpublish_at__lte=after or timezone.now())
        return self.filter(state__in=RELEASED, deleted_at__isnull=True).exclude(over)

    def kept(self):
        """Without what was deleted, and without the changes of that."""
        return self.filter(deleted_at__isnull=True, pending_of__deleted_at__isnull=True)

    def pieces(self):
        """What staff know as articles: without pending changes and without what was deleted."""
        return self.filter(pending_of__isnull=True, deleted_at__isnull=True)

    def with_cards(self):
        """Add what a list entry shows (byline_list, region_list), without the text, in one query."""
        return (
            self.defer("body")
            .select_related("picture", "drawing")
            .annotate(byline_list=byline_list(), region_list=_region_list())
        )

    def with_everything(self):
        """Add what an article's page shows, in one query."""
        return self.select_related("picture", "drawing").annotate(
            byline_list=byline_list(),
            correction_list=correction_list(),
            forecast_row=forecast_row(),
            region_list=_region_list(),
            scenario_row=scenario_row(),
            step_list=step_list(),
            tag_list=tag_list(),
            version_list=_version_list(),
        )


class Article(Addressed, models.Model):
    address_name = "articles:detail"

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.ANALYSIS)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.ENGLISH
    )
    title = models.CharField(_("title"), max_length=300)
    slug = models.SlugField(
        _("slug"),
        max_length=200,
        allow_unicode=True,
        help_text=_(
            "Last part of the address. When it changes on a public piece, the old address leads on "
            "to the new one."
        ),
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
    body = ProseEditorField(_("text"), blank=True, extensions=richtext.EXTENSIONS, sanitize=cleaned)
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
    tells_place_names = models.BooleanField(
        _("say what places are also called"),
        default=False,
        help_text=_(
            "Where the text first names a place of the register, its other names follow in square "
            "brackets. Quotations, headings and links stay as they are."
        ),
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    published_at = models.DateTimeField(
        _("publication time"),
        null=True,
        blank=True,
        help_text=_("The piece is public from this time on, once it is released."),
    )
    unpublish_at = models.DateTimeField(
        _("end of publication"),
        null=True,
        blank=True,
        help_text=_("From this time on readers are told that it is no longer available."),
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
    withdrawal_reason = models.CharField(
        _("reason given to readers"),
        max_length=12,
        choices=WithdrawalReason.choices,
        blank=True,
        editable=False,
    )
    withdrawal_note = models.TextField(_("more about the reason"), blank=True, editable=False)
    hides_title = models.BooleanField(_("hide the title too"), default=False, editable=False)
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True, editable=False)
    pending_of = models.OneToOneField(
        "self",
        verbose_name=_("change of"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="pending",
        help_text=_("The released piece that this row is a change of, until it is published."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("begun by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("last edited by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text=_("Somebody else has to release it."),
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
        permissions = [
            ("edit_any_article", _("Can edit the articles of others")),
            ("review_article", _("Can send an article back to its author")),
            ("release_article", _("Can release an article and publish a change")),
            ("withdraw_article", _("Can withdraw, retract and reinstate an article")),
        ]
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
            # A pending change has the address of its piece.
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(pending_of__isnull=True),
                name="article_slug_is_unique",
            ),
            models.CheckConstraint(
                condition=Q(pending_of__isnull=True) | Q(state__in=IN_WRITING),
                name="pending_change_is_in_writing",
            ),
            models.CheckConstraint(
                condition=Q(unpublish_at__isnull=True) | Q(unpublish_at__gt=F("published_at")),
                name="article_ends_after_publication",
                violation_error_message=_("The end of publication is before its beginning."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawal_reason__in=["", *WithdrawalReason.values]),
                name="withdrawal_reason_is_known",
            ),
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

    def clean(self):
        self._refuse_taken_slug()
        super().clean()

    @property
    def piece(self) -> "Article":
        """The piece itself: of a pending change, the one it changes."""
        return self.pending_of or self

    @property
    def is_released(self) -> bool:
        """Whether readers see it, or will when its time has come."""
        return self.state in RELEASED and not self.is_over and not self.deleted_at

    @property
    def is_public(self) -> bool:
        return self.is_released and self.is_due

    @property
    def is_over(self) -> bool:
        """Whether the end of its publication has come."""
        return self.unpublish_at is not None and self.unpublish_at <= timezone.now()

    @property
    def was_seen(self) -> bool:
        """Whether readers see it, or saw it until it was taken back or ended."""
        return self.state in {State.RETRACTED, State.WITHDRAWN} or (
            self.state == State.READY and self.is_due
        )

    @property
    def is_in_writing(self) -> bool:
        """Whether staff change this row itself; a released piece is changed by a pending one."""
        return self.state in IN_WRITING and not self.deleted_at

    @property
    def is_simulation(self) -> bool:
        return self.kind == Kind.SIMULATION

    @property
    def is_due(self) -> bool:
        """Whether it has a publication time, and that has come."""
        return self.published_at is not None and self.published_at <= timezone.now()

    def _refuse_taken_slug(self) -> None:
        """Raise ValidationError if another piece has this address.

        Whoever saves one of this address at this moment is waited for, until the commit.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [SLUGS, self.slug])
        others = Article.objects.filter(slug=self.slug, pending_of__isnull=True)
        if others.exclude(pk__in=[self.pk, self.pending_of_id]).exists():
            message = _("Another article has this address.")
            raise ValidationError({"slug": ValidationError(message, code="unique")})


def _region_list():
    rows = Region.objects.filter(articles=OuterRef("pk")).order_by(Lower("name"))
    return ArraySubquery(rows.values(json=JSONObject(name="name", slug="slug")))


def _version_list():
    """The note of a hidden version is not even loaded."""
    rows = Version.objects.listed().filter(article=OuterRef("pk")).order_by("number")
    note = Case(
        When(state=Version.State.HIDDEN, then=Value("", models.TextField())), default="note"
    )
    names = ("number", "published_at", "state")
    return ArraySubquery(rows.values(json=JSONObject(note=note, **{name: name for name in names})))
