from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ccsis.audit.details import in_words
from ccsis.audit.models import Entry
from ccsis.audit.subjects import attach_subjects
from ccsis.lib.staff import BoundedPaginator, LookUpAdmin


class EntryList(ChangeList):
    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        attach_subjects(self.result_list)


@admin.register(Entry)
class EntryAdmin(LookUpAdmin):
    """A subject is shown by what it is called now, never by a name that was kept."""

    list_display = ["at", "actor", "action", "subject", "told"]
    list_display_links = None
    list_filter = ["action", "subject_model", "at"]
    list_per_page = 50
    search_fields = ["=actor_name"]
    search_help_text = _("The user name of who did it, in full.")
    ordering = ["-pk"]
    sortable_by = []
    paginator = BoundedPaginator

    def get_changelist(self, request, **kwargs):
        return EntryList

    def get_object(self, request, object_id, from_field=None):
        entry = super().get_object(request, object_id, from_field)
        attach_subjects([entry] if entry else [])
        return entry

    @admin.display(description=_("who"))
    def actor(self, entry):
        return entry.actor_name or _("the system")

    @admin.display(description=_("what"))
    def subject(self, entry):
        if not entry.subject_model:
            return ""
        if entry.subject is None:
            return _("%(model)s %(pk)d, which is not there any more") % {
                "model": entry.subject_model,
                "pk": entry.subject_pk,
            }
        return _linked(entry.subject)

    @admin.display(description=_("details"))
    def told(self, entry):
        return in_words(entry.details)


def _linked(row) -> str:
    """Its name, leading to its page in the admin if it has one."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    try:
        return format_html('<a href="{}">{}</a>', reverse(name, args=[row.pk]), row)
    except NoReverseMatch:
        return str(row)
