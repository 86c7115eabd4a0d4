from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.models import OldAddress, Page
from ccsis.lib.staff import RichTextAdmin


@admin.register(Page)
class PageAdmin(RichTextAdmin, admin.ModelAdmin):
    list_display = ["title", "slug", "is_public", "updated_at"]
    list_filter = ["is_public"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [(None, {"fields": ["title", "body", "slug", "is_public"]})]


@admin.register(OldAddress)
class OldAddressAdmin(admin.ModelAdmin):
    list_display = ["path", "leads_to"]
    list_select_related = ["article", "page"]
    search_fields = ["path", "article__title", "page__title"]
    autocomplete_fields = ["article", "page"]
    show_full_result_count = False

    @admin.display(description=_("leads to"))
    def leads_to(self, old):
        return old.article or old.page
