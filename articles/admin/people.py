from django.contrib import admin
from django.db import transaction

from articles import jobs
from articles.models import Person, Region, Topic
from ccsis.desk.admin import CarefulAdmin
from ccsis.lib.staff import FixedSlugAdmin


@admin.register(Person)
class PersonAdmin(FixedSlugAdmin, CarefulAdmin, admin.ModelAdmin):
    list_display = ["name", "kind", "title", "affiliation"]
    list_filter = ["kind"]
    search_fields = ["name", "affiliation"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["photo"]
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["kind", "name", "title", "affiliation", "biography", "photo", "slug"]})
    ]


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


@admin.register(Topic)
class TopicAdmin(FixedSlugAdmin, CarefulAdmin, admin.ModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    show_full_result_count = False
