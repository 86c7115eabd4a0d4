from django.contrib import admin

from articles.models import ImportedFile, ImportedItem, WordPressCategory
from ccsis.desk.admin import CarefulAdmin
from ccsis.lib.staff import LookUpAdmin


@admin.register(WordPressCategory)
class WordPressCategoryAdmin(CarefulAdmin, admin.ModelAdmin):
    """Changed in the list itself; the next import obeys."""

    list_display = ["name", "slug", "region", "kind", "series"]
    list_editable = ["region", "kind", "series"]
    list_select_related = ["region", "series"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(ImportedItem)
class ImportedItemAdmin(LookUpAdmin):
    list_display = ["number", "site", "article", "page", "imported_at"]
    list_select_related = ["article", "page"]
    search_fields = ["=number", "article__title", "page__title"]
    list_filter = ["site"]


@admin.register(ImportedFile)
class ImportedFileAdmin(LookUpAdmin):
    list_display = ["path", "site", "image"]
    list_select_related = ["image"]
    search_fields = ["path"]
