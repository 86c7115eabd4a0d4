from django.contrib import admin
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from articles import jobs
from articles.admin import withholding
from articles.models import Person, Region
from ccsis.desk.admin import CarefulAdmin
from ccsis.lib.staff import FixedSlugAdmin


@admin.register(Person)
class PersonAdmin(FixedSlugAdmin, CarefulAdmin, admin.ModelAdmin):
    change_form_template = "admin/articles/person/change_form.html"
    list_display = ["name", "kind", "title", "affiliation", "pieces"]
    list_filter = ["kind", ("withheld_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "affiliation"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["photo"]
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["kind", "name", "title", "affiliation", "biography", "photo", "slug"]})
    ]

    def get_queryset(self, request):
        return counted(request, super().get_queryset(request), "bylines__article")

    @admin.display(description=_("pieces"), ordering="piece_count")
    def pieces(self, person):
        return person.piece_count

    def get_urls(self):
        return [*withholding.urls(self), *super().get_urls()]

    def has_change_permission(self, request, obj=None):
        """Nobody writes a withheld name, or whose it is, back into its record."""
        is_withheld = obj is not None and obj.withheld_at
        return not is_withheld and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """With the record the hashes would go by which an import knows the name again."""
        is_withheld = obj is not None and obj.withheld_at
        return not is_withheld and super().has_delete_permission(request, obj)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["may_be_withheld"] = withholding.may_be_withheld(request.user, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


@admin.register(Region)
class RegionAdmin(FixedSlugAdmin, CarefulAdmin, admin.ModelAdmin):
    def get_deleted_objects(self, regions, request):
        """A region with articles is not deleted: they would be nowhere."""
        deleted, counts, perms_needed, protected = super().get_deleted_objects(regions, request)
        used = Region.objects.filter(pk__in=[r.pk for r in regions], articles__isnull=False)
        return deleted, counts, perms_needed, [*protected, *map(str, used.distinct())]

    @transaction.atomic
    def save_model(self, request, region, form, change):
        """The name stands in the share images of its pieces."""
        super().save_model(request, region, form, change)
        if change and form.changed_data:
            jobs.draw_region.defer(region_id=region.pk)

    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


def counted(request, rows: QuerySet, path: str) -> QuerySet:
    """In a list: rows with their number of pieces, by the path that leads there."""
    if not request.resolver_match.url_name.endswith("changelist"):
        return rows
    is_piece = Q(**{f"{path}__pending_of": None, f"{path}__deleted_at": None})
    return rows.annotate(piece_count=Count(path, filter=is_piece, distinct=True))
