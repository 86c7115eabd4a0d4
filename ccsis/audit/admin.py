from django.apps import apps
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ccsis.audit.details import in_words
from ccsis.audit.models import Entry
from ccsis.audit.subjects import attach_subjects
from ccsis.lib.staff import BoundedPaginator, LookUpAdmin


class SubjectFilter(admin.SimpleListFilter):
    """By the kind of what was done to, in the words of the desk."""

    title = _("what")
    parameter_name = "subject"

    def lookups(self, request, model_admin):
        kinds = [(model._meta.label_lower, model._meta.verbose_name) for model in apps.get_models()]
        used = set(Entry.objects.order_by().values_list("subject_model", flat=True).distinct())
        return sorted(
            [(label, capfirst(name)) for label, name in kinds if label in used],
            key=lambda kind: kind[1],
        )

    def queryset(self, request, rows):
        return rows.filter(subject_model=self.value()) if self.value() else rows


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
    list_filter = ["action", SubjectFilter, "at"]
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
                "model": _kind(entry.subject_model),
                "pk": entry.subject_pk,
            }
        return _linked(entry.subject)

    @admin.display(description=_("details"))
    def told(self, entry):
        return in_words(entry.details)


def _kind(label: str) -> str:
    """What rows of a model are called; of one that is not known any more, its label."""
    try:
        return capfirst(apps.get_model(label)._meta.verbose_name)
    except LookupError:
        return label


def _linked(row) -> str:
    """Its name, leading to its page in the admin if it has one."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    try:
        return format_html('<a href="{}">{}</a>', reverse(name, args=[row.pk]), row)
    except NoReverseMatch:
        return str(row)
