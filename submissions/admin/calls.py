from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse

from ccsis.desk.admin import CarefulAdmin
from submissions.models import Call


@admin.register(Call)
class CallAdmin(CarefulAdmin, admin.ModelAdmin):
    """There is one row: its list is its form."""

    fields = ["pitch_days", "simulation_days"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        call, _is_new = Call.objects.get_or_create()
        return HttpResponseRedirect(reverse("admin:submissions_call_change", args=[call.pk]))
