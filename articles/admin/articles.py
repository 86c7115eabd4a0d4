from django.contrib import admin, messages
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin import (
    bulk,
    checks,
    corrections,
    history,
    linking,
    merging,
    planning,
    previews,
    scenarios,
    step_pages,
    versions,
    word,
)
from articles.admin.filters import StandingFilter
from articles.admin.forms import ArticleForm, BylineForm, RelatedPieceForm
from articles.admin.origins import origin_of
from articles.admin.visibility import brief, sentence
from articles.checks.fields import LONG
from articles.models import Article, Byline, RelatedPiece
from articles.models.bylines import byline_list
from articles.previews.addresses import addresses
from articles.states import WORKFLOW, is_own
from ccsis.desk.admin import CarefulAdmin
from ccsis.desk.presence import name_of
from ccsis.lib.staff import RichTextAdmin

#: What can be asked for together with saving a new piece.
FIRST_STEPS = {"submit", "release"}


class BylineInline(admin.StackedInline):
    model = Byline
    form = BylineForm
    extra = 0
    fields = [("position", "person", "role"), ("name", "title", "affiliation")]
    autocomplete_fields = ["person"]
    verbose_name_plural = _("bylines (none: the piece is our own)")


class RelatedPieceInline(admin.TabularInline):
    model = RelatedPiece
    form = RelatedPieceForm
    fk_name = "article"
    extra = 0
    fields = ["position", "piece"]
    autocomplete_fields = ["piece"]
    classes = ["collapse"]
    verbose_name_plural = _("related pieces (none, or fewer than three: the nearest are found)")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Titles of what somebody may not see are not offered, nor told to who sends its key."""
        if db_field.name == "piece":
            desk = self.admin_site.get_model_admin(Article)
            key = request.resolver_match.kwargs.get("object_id")
            related = RelatedPiece.objects.filter(article=key if str(key).isdecimal() else None)
            known = linking.pieces_known_to(desk, request).values("pk")
            either = Q(pk__in=known) | Q(pk__in=related.values("piece"))
            kwargs["queryset"] = Article.objects.filter(either)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Article)
class ArticleAdmin(RichTextAdmin, CarefulAdmin, admin.ModelAdmin):
    """A piece is written in a form until it is released; from then on it has a page of its own,
    and is changed by a pending change, which is written in the same form.
    """

    form = ArticleForm
    change_form_template = "admin/articles/article/change_form.html"
    inlines = [BylineInline, RelatedPieceInline]
    list_display = ["title", "kind", "byline", "what_readers_see", "last_change"]
    list_filter = [StandingFilter, "kind", "regions", "language", "is_demo"]
    list_per_page = 50
    ordering = ["-changed_at"]
    search_fields = ["title", "standfirst", "bylines__name", "bylines__person__name"]
    show_full_result_count = False
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["picture"]
    save_on_top = True
    fieldsets = [
        (None, {"fields": ["title", "standfirst", "body"]}),
        (
            _("Picture and place"),
            {"fields": ["picture", ("kind", "language"), "regions", "topics", "tells_place_names"]},
        ),
        (
            _("Summary box"),
            {
                "classes": ["collapse"],
                "description": format_lazy(
                    _(
                        "For a piece of more than {words} words: what it finds, before the text begins."
                    ),
                    words=LONG,
                ),
                "fields": ["summary_points"],
            },
        ),
        (
            _("Time and address"),
            {
                "classes": ["collapse"],
                "description": _(
                    "May wait: the time is asked for at the release, and the address is made of "
                    "the title."
                ),
                "fields": ["published_at", "unpublish_at", "slug"],
            },
        ),
        (
            _("Republication"),
            {"classes": ["collapse"], "fields": ["republication_notice"]},
        ),
    ]
    actions = [bulk.release_selected, bulk.withdraw_selected]

    @admin.display(description=_("by"))
    def byline(self, article):
        return ", ".join(entry["name"] for entry in article.byline_list) or "–"

    @admin.display(description=_("what readers see"))
    def what_readers_see(self, article):
        pending = gettext("a change is being written") if hasattr(article, "pending") else ""
        return ", ".join(filter(None, [brief(article), pending]))

    @admin.display(description=_("last change"), ordering="changed_at")
    def last_change(self, article):
        time = date_format(timezone.localtime(article.changed_at), "j M Y, H:i")
        return ", ".join([time, name_of(article.edited_by)] if article.edited_by else [time])

    # Who may do what

    def get_queryset(self, request):
        """All rows, also pending changes; an author's own ones."""
        rows = super().get_queryset(request).select_related("pending_of", "pending", "edited_by")
        if request.resolver_match and request.resolver_match.url_name.endswith("changelist"):
            rows = rows.defer("body").annotate(byline_list=byline_list())
        if not request.user.has_perm("articles.delete_article"):
            rows = rows.kept()
        if request.user.has_perm("articles.edit_any_article"):
            return rows
        if not request.user.has_perm("articles.change_article"):
            return rows.none()
        return rows.filter(Q(created_by=request.user) | Q(pending_of__created_by=request.user))

    def get_search_results(self, request, queryset, search_term):
        """Lists and choices show pieces; what was deleted only where that is asked for."""
        wants_deleted = request.GET.get(StandingFilter.parameter_name) == "deleted"
        rows = queryset.filter(pending_of__isnull=True) if wants_deleted else queryset.pieces()
        return super().get_search_results(request, rows, search_term)

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or is_own(request.user, obj))

    def has_view_permission(self, request, obj=None):
        may = super().has_view_permission(request, obj)
        return may and (obj is None or is_own(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        """Deleting is a step (`articles.states`), with a page of its own."""
        return False

    def has_release_permission(self, request):
        return request.user.has_perm("articles.release_article")

    def has_withdraw_permission(self, request):
        return request.user.has_perm("articles.withdraw_article")

    # Writing

    def get_fieldsets(self, request, article=None):
        """A pending change has no times: readers see it when it is published."""
        if not (article and article.pending_of_id):
            return self.fieldsets
        *first, _times, republication = self.fieldsets
        address = (_("Address"), {"classes": ["collapse"], "fields": ["slug"]})
        return [*first, address, republication]

    def get_inlines(self, request, article):
        return [*scenarios.inlines_for(request, article), *self.inlines]

    def get_prepopulated_fields(self, request, article=None):
        return {} if article else self.prepopulated_fields

    def get_changeform_initial_data(self, request):
        return super().get_changeform_initial_data(request) | planning.initial_of(request)

    def get_urls(self):
        own = [
            path(
                "<int:pk>/step/<slug:name>/",
                self.admin_site.admin_view(self.step_view),
                name="articles_article_step",
            ),
            *checks.urls(self),
            *history.urls(self),
            *versions.urls(self),
            *corrections.urls(self),
            *previews.urls(self),
            *linking.urls(self),
            *word.urls(self),
        ]
        return own + super().get_urls()

    @method_decorator(previews.HOLDS_FRAMES)
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        article = self.get_object(request, object_id) if object_id else None
        is_released = article is not None and not article.is_in_writing
        if is_released and request.method != "POST" and not self.opened_work(request):
            return history.overview(self, request, article)
        context = {
            "steps": self.steps(request, article),
            "sentence": sentence(article or Article()),
            "origin": origin_of(request, article),
            "checks": checks.in_the_form(request, article),
            "is_simulation": scenarios.is_wanted(request, article),
            "previews": addresses(article),
        }
        return super().changeform_view(
            request, object_id, form_url, context | (extra_context or {})
        )

    def why_without_form(self, article):
        if article.is_in_writing:
            return ""
        return gettext("This piece has been released, so nothing was saved. Begin a change of it.")

    def render_change_form(self, request, context, *args, **kwargs):
        """Pieces are written one at a time."""
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, **kwargs)

    def steps(self, request, article):
        """Of a new piece, those that begin its way: it is saved first."""
        if article:
            return WORKFLOW.offered(article, request.user)
        new = WORKFLOW.offered(Article(created_by=request.user), request.user)
        return [step for step in new if step.name in FIRST_STEPS]

    def step_view(self, request, pk, name):
        return step_pages.step_view(self, request, pk, name)

    def get_view_on_site_url(self, article=None):
        """Only where there is something to see."""
        is_there = article is not None and article.is_public
        return super().get_view_on_site_url(article) if is_there else None

    def save_model(self, request, article, form, change):
        if not change:
            article.created_by = request.user
        article.edited_by = request.user
        super().save_model(request, article, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        merging.tell_of_near(request, form.near_topics)
        if scenarios.is_new(request, form.instance):
            messages.info(request, scenarios.invitation(form.instance))

    def response_change(self, request, article):
        return self._on_to_step(request, article) or super().response_change(request, article)

    def response_add(self, request, article, post_url_continue=None):
        on = self._on_to_step(request, article)
        return on or super().response_add(request, article, post_url_continue)

    def _on_to_step(self, request, article):
        """The page of the step that was asked for together with saving."""
        name = request.POST.get("_then", "")
        if name not in {step.name for step in self.steps(request, article)}:
            return None
        return HttpResponseRedirect(reverse("admin:articles_article_step", args=[article.pk, name]))
