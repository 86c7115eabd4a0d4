from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import actions, topics
from articles.admin import corrections
from articles.models import RELEASED, Article, Byline, Kind, RelatedPiece, State
from articles.states import next_states, was_seen
from ccsis.lib.staff import LinesField, RichTextAdmin

#: Publication times that are no slip of the keyboard.
FIRST_YEAR, YEARS_AHEAD = 1990, 5


class ArticleForm(forms.ModelForm):
    class Meta:
        model = Article
        fields = [
            "title",
            "standfirst",
            "summary_points",
            "body",
            "kind",
            "regions",
            "topics",
            "language",
            "picture",
            "state",
            "published_at",
            "updated_at",
            "slug",
            "republication_notice",
        ]
        field_classes = {"summary_points": LinesField}
        widgets = {
            "standfirst": forms.Textarea(attrs={"rows": 3}),
            "regions": forms.CheckboxSelectMultiple,
            "republication_notice": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Absent for somebody who may only look.
        if "state" in self.fields:
            allowed = next_states(self.instance)
            self.fields["state"].choices = [(s.value, s.label) for s in State if s in allowed]

    def clean_published_at(self):
        moment, now = self.cleaned_data["published_at"], timezone.now()
        # The article is still as it is in the database.
        if was_seen(self.instance) and (moment is None or moment > now):
            message = gettext(
                "Readers have seen this piece. Withdraw it instead of moving its date."
            )
            raise forms.ValidationError(message, code="was_seen")
        if moment and not FIRST_YEAR <= moment.year <= now.year + YEARS_AHEAD:
            message = gettext("Check the year: %(year)d.")
            raise forms.ValidationError(message, code="year", params={"year": moment.year})
        return moment

    def clean_topics(self):
        names = self.cleaned_data["topics"]
        topics.refuse_unusable(names)
        return names

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == Kind.EXCLUSIVE_REPORT and not cleaned.get("republication_notice"):
            cleaned["republication_notice"] = actions.default_republication_notice()
        return cleaned


class BylineForm(forms.ModelForm):
    class Meta:
        model = Byline
        fields = ["position", "person", "role", "name", "title", "affiliation"]

    def clean(self):
        """Another signer brings their own name: what was printed for the first one goes."""
        cleaned = super().clean()
        printed = ("name", "title", "affiliation")
        if "person" in self.changed_data and not set(printed) & set(self.changed_data):
            cleaned |= dict.fromkeys(printed, "")
        return cleaned


class BylineInline(admin.StackedInline):
    model = Byline
    form = BylineForm
    extra = 0
    fields = [("position", "person", "role"), ("name", "title", "affiliation")]
    autocomplete_fields = ["person"]
    verbose_name_plural = _("bylines (none: the piece is our own)")


class RelatedPieceForm(forms.ModelForm):
    class Meta:
        model = RelatedPiece
        fields = ["position", "piece"]

    def clean_piece(self):
        """The article is set by the desk itself, so the rule of the database does not see it here."""
        piece = self.cleaned_data["piece"]
        if piece.pk == self.instance.article_id:
            message = gettext("A piece is not related to itself.")
            raise forms.ValidationError(message, code="itself")
        return piece


class RelatedPieceInline(admin.TabularInline):
    model = RelatedPiece
    form = RelatedPieceForm
    fk_name = "article"
    extra = 0
    fields = ["position", "piece"]
    autocomplete_fields = ["piece"]
    verbose_name_plural = _("related pieces (none, or fewer than three: the nearest are found)")


@admin.register(Article)
class ArticleAdmin(RichTextAdmin, admin.ModelAdmin):
    form = ArticleForm
    inlines = [BylineInline, RelatedPieceInline]
    list_display = ["title", "kind", "what_readers_see", "changed_at"]
    list_filter = ["state", "kind", "regions", "language", "is_demo"]
    list_per_page = 50
    ordering = ["-changed_at"]
    search_fields = ["title", "standfirst", "bylines__name", "bylines__person__name"]
    show_full_result_count = False
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["picture"]
    readonly_fields = ["what_readers_see"]
    save_on_top = True
    fieldsets = [
        (None, {"fields": ["what_readers_see", "title", "standfirst", "summary_points", "body"]}),
        (_("Where it belongs"), {"fields": ["kind", "regions", "topics", "language", "picture"]}),
        (_("Publication"), {"fields": ["state", "published_at", "updated_at", "slug"]}),
        (_("Rights"), {"fields": ["republication_notice"]}),
    ]

    @admin.display(description=_("what readers see"))
    def what_readers_see(self, article):
        return visibility(article)

    def get_urls(self):
        return [*corrections.urls(self), *super().get_urls()]

    def get_view_on_site_url(self, article=None):
        """Only where there is something to see."""
        is_there = article is not None and article.is_public
        return super().get_view_on_site_url(article) if is_there else None

    def save_model(self, request, article, form, change):
        old_slug = form.initial.get("slug") if change and "slug" in form.changed_data else None
        super().save_model(request, article, form, change)
        if old_slug:
            actions.keep_old_address(article, old_slug)

    def delete_model(self, request, article):
        actions.delete_articles([article])

    def delete_queryset(self, request, articles):
        actions.delete_articles(articles)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        actions.freeze_bylines(form.instance)
        actions.renew_pictures([form.instance])


def visibility(article: Article) -> str:
    """One sentence that says what somebody outside sees of this article now."""
    if article.pk is None:
        return gettext("Not saved yet.")
    if article.state == State.WITHDRAWN:
        return gettext("Withdrawn: readers are told that it is gone.")
    when = article.published_at and date_format(
        timezone.localtime(article.published_at), "j F Y, H:i e"
    )
    if article.state not in RELEASED:
        return (
            gettext("Has a date (%(when)s), but is not released: nobody outside can see it.")
            % {"when": when}
            if when
            else gettext("Draft: nobody outside can see it.")
        )
    if not when:
        return gettext("Ready, but without a publication time: nobody outside can see it.")
    if article.is_public:
        return gettext("Public since %(when)s.") % {"when": when}
    return gettext("Will be public on %(when)s.") % {"when": when}
