from django.contrib import admin

from ccsis.desk.admin import CarefulAdmin
from submissions.models import Call


@admin.register(Call)
class CallAdmin(CarefulAdmin, admin.ModelAdmin):
    """There is one row."""

    list_display = ["__str__", "pitch_days", "simulation_days"]
    fields = ["pitch_days", "simulation_days"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
