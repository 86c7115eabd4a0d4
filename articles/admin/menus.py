from django import forms
from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import MenuEntry
from ccsis.desk.admin import CarefulAdmin


@admin.register(MenuEntry)
class MenuEntryAdmin(CarefulAdmin, admin.ModelAdmin):
    """One list of both menus, in their order, in which order and labels are changed."""

    list_display = ["leads_to", "menu", "position", "label", "what_readers_see"]
    list_display_links = ["leads_to"]
    list_editable = ["label", "position"]
    list_select_related = ["page"]
    list_per_page = 200
    search_fields = ["label", "address", "page__title"]
    autocomplete_fields = ["page"]
    readonly_fields = ["what_readers_see"]
    fieldsets = [
        (
            None,
            {
                "fields": ["menu", "label", "page", "address", "position", "what_readers_see"],
                "description": _(
                    "Choose a page or write an address. To change order and labels of many, use "
                    "the list. A navigation without entries still shows “All pieces”; error pages "
                    "show the menus that a new site starts with."
                ),
            },
        )
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "label":
            # The admin's own field is too wide for the list.
            kwargs["widget"] = forms.TextInput(attrs={"size": 24})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("leads to"))
    def leads_to(self, entry):
        return entry.page.path if entry.page else entry.address

    @admin.display(description=_("what readers see"))
    def what_readers_see(self, entry):
        if entry.pk is None:
            return gettext("Not saved yet.")
        if entry.page and not entry.page.is_public:
            return gettext("Nothing: its page is not public.")
        return gettext("Shown on every page.")
