"""The staff's accounts, for superusers. Who is invited chooses the password; nobody sets another's."""

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from ccsis.accounts.actions import invite, reset_second_factor
from ccsis.accounts.changes import record_changes
from ccsis.accounts.staff_forms import AccountForm, InvitationForm
from ccsis.lib.second_factor import MAIN_KINDS

admin.site.unregister([User, Group])


@admin.register(User)
class AccountAdmin(admin.ModelAdmin):
    list_display = ["username", "name", "roles", "has_second_factor", "is_active", "last_login"]
    list_filter = ["is_active", "is_superuser", "groups"]
    search_fields = ["username", "first_name", "last_name", "email"]
    ordering = ["username"]
    actions = None
    add_form_template = "admin/auth/user/invite.html"
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "email"]}),
        (_("What this person may do"), {"fields": ["groups", "is_superuser", "is_active"]}),
        (_("For looking up"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "first_name", "last_name", "email", "groups"]})]

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    has_add_permission = has_change_permission = has_module_permission = has_view_permission

    def has_delete_permission(self, request, obj=None):
        """Who leaves is disabled: what they did keeps their name."""
        return False

    def get_queryset(self, request):
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=MAIN_KINDS)
        accounts = super().get_queryset(request).filter(is_staff=True)
        return accounts.annotate(is_enrolled=Exists(factors)).prefetch_related("groups")

    def lookup_allowed(self, lookup, value, request):
        """The address of the list must not ask how a password's hash begins."""
        is_secret = lookup.split("__")[0] in {"password", "one_time_link", "authenticator"}
        return not is_secret and super().lookup_allowed(lookup, value, request)

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else self.add_fieldsets

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(
            request, obj, change, form=AccountForm if obj else InvitationForm, **kwargs
        )

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def get_urls(self):
        page = self.admin_site.admin_view(self.reset_view)
        return [path("<int:pk>/reset/", page, name="auth_user_reset"), *super().get_urls()]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        context = {"show_save_and_add_another": False}
        if object_id is None:
            context |= {"title": _("Invite a colleague"), "show_save_and_continue": False}
        return super().changeform_view(request, object_id, form_url, context)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change:
            record_changes(by=request.user, user=form.instance, fields=form.changed_data)

    def response_add(self, request, obj, post_url_continue=None):
        return self._handed_over(request, obj, invite(user=obj, by=request.user))

    def reset_view(self, request, pk):
        """Let a colleague back in; the page of the first step only says what will happen."""
        user = get_object_or_404(self.get_queryset(request), pk=pk)
        if not request.user.is_superuser or user == request.user or not user.is_active:
            raise PermissionDenied
        if request.method == "POST":
            token = reset_second_factor(user=user, by=request.user)
            return self._handed_over(request, user, token)
        return self._page(request, "reset", user, _("Let a colleague back in"))

    def _handed_over(self, request, user, token: str):
        link = request.build_absolute_uri(reverse("account_welcome", args=[token]))
        return self._page(request, "link", user, _("A link to hand over"), link=link)

    def _page(self, request, name: str, user, title: str, **context):
        context |= {"title": title, "account": user, "opts": self.opts, "original": user}
        context |= self.admin_site.each_context(request)
        return render(request, f"admin/auth/user/{name}.html", context)

    @admin.display(description=_("name"), ordering="last_name")
    def name(self, user):
        return user.get_full_name()

    @admin.display(description=_("groups"))
    def roles(self, user):
        roles = [group.name for group in user.groups.all()]
        return ", ".join([str(_("everything")), *roles] if user.is_superuser else roles)

    @admin.display(description=_("second factor"), boolean=True, ordering="is_enrolled")
    def has_second_factor(self, user):
        return user.is_enrolled
