"""The switches of the public forms. Sendings are administered by the apps of their kinds."""

from django.contrib import admin

from ccsis.audit.actions import record
from ccsis.audit.models import Action
from ccsis.desk.admin import CarefulAdmin
from ccsis.intake.models import FormSwitch


@admin.register(FormSwitch)
class FormSwitchAdmin(CarefulAdmin, admin.ModelAdmin):
    list_display = ["slug", "mode", "changed_at", "changed_by"]
    list_select_related = ["changed_by"]
    fields = ["slug", "mode", "message"]

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def has_delete_permission(self, request, obj=None):
        """A form is opened by its switch, which the audit log tells of."""
        return False

    def save_model(self, request, obj, form, change):
        obj.changed_by = request.user
        super().save_model(request, obj, form, change)
        record(
            actor=request.user,
            action=Action.FORM_SWITCHED,
            subject=obj,
            form=obj.slug,
            mode=obj.mode,
        )
