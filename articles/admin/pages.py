from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import actions
from articles.models import OldAddress, Page
from articles.models.addresses import TARGETS
from articles.standing import STANDING
from ccsis.desk.admin import CarefulAdmin
from ccsis.lib.staff import RichTextAdmin


@admin.register(Page)
class PageAdmin(RichTextAdmin, CarefulAdmin, admin.ModelAdmin):
    list_display = ["title", "slug", "is_public", "updated_at"]
    list_filter = ["is_public"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [(None, {"fields": ["title", "body", "slug", "is_public", "menus"]})]

    @admin.display(description=_("menus"))
    def menus(self, page):
        return leading_to(page)

    def get_readonly_fields(self, request, page=None):
        return ["menus", "slug", "is_public"] if is_standing(page) else ["menus"]

    def get_prepopulated_fields(self, request, page=None):
        return {} if page else self.prepopulated_fields

    def has_delete_permission(self, request, page=None):
        return super().has_delete_permission(request, page) and not is_standing(page)

    def get_deleted_objects(self, pages, request):
        """Many pages at once: those that stay are named and protected."""
        deleted, counts, perms_needed, protected = super().get_deleted_objects(pages, request)
        return deleted, counts, perms_needed, [*protected, *map(str, filter(is_standing, pages))]

    def save_model(self, request, page, form, change):
        old_slug = form.initial.get("slug") if change and "slug" in form.changed_data else None
        super().save_model(request, page, form, change)
        if old_slug:
            actions.keep_old_address(page, old_slug)


def is_standing(page: Page | None) -> bool:
    """Whether error pages lead to this one, which know no other menus, so that it has to stay."""
    return page is not None and page.slug in STANDING and page.is_public


def leading_to(page: Page) -> str:
    """In a sentence, which menu entries lead to this page, and what becomes of them."""
    entries = page.menu_entries.all() if page.pk else []
    if not entries:
        return gettext("No menu leads here. Entries are made under “Menu entries”.")
    names = ", ".join(f"{entry.label} ({entry.get_menu_display()})" for entry in entries)
    if is_standing(page):
        return gettext("%s. Error pages lead here too, so the page stays public.") % names
    if page.is_public:
        return gettext("%s. They disappear while the page is not public.") % names
    return gettext("%s. They are not shown until the page is public.") % names


@admin.register(OldAddress)
class OldAddressAdmin(CarefulAdmin, admin.ModelAdmin):
    list_display = ["path", "leads_to"]
    list_select_related = TARGETS
    search_fields = ["path", "article__title", "page__title", "series__title", "topic__name"]
    autocomplete_fields = TARGETS
    show_full_result_count = False

    @admin.display(description=_("leads to"))
    def leads_to(self, old):
        return old.target
