from django.contrib import admin

from articles.models import Series, SeriesPart
from ccsis.desk.admin import CarefulAdmin
from ccsis.lib.staff import FixedSlugAdmin


class SeriesPartInline(admin.StackedInline):
    model = SeriesPart
    extra = 0
    fields = [("number", "article"), "title", "standfirst"]
    autocomplete_fields = ["article"]


@admin.register(Series)
class SeriesAdmin(FixedSlugAdmin, CarefulAdmin, admin.ModelAdmin):
    inlines = [SeriesPartInline]
    list_display = ["title", "announced_on"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "description", "announced_on", "invites_simulations", "slug"]})
    ]
