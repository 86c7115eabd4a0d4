"""The staff's site: Django's admin under our name and our content security policy."""

from functools import update_wrapper

from csp.constants import NONCE, SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import LogoutView, redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import BadRequest, FieldError, ValidationError
from django.db import DataError, ProgrammingError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ccsis.identity import IDENTITY
from ccsis.lib import agenda, queues, second_factor

#: The one style element that the editor (Tiptap) writes into the page. When a new version of it
#: changes, the browser test that opens the editor fails and prints the hash to put here.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"

POLICY = {
    # The editor's import map is inline, so it carries this request's nonce.
    "script-src": [SELF, NONCE],
    "style-src": [SELF, EDITOR_STYLE],
    # Previews of pictures that were chosen and not sent yet.
    "img-src": [SELF, "data:", "blob:"],
}

#: Apps whose own admin pages are not for staff: allauth's show secrets and tables that are not used
#: here, as does taggit's; procrastinate's breaks the policy above. Our own pages stand in for them.
REPLACED_APPS = {
    "allauth.account.admin",
    "allauth.mfa.admin",
    "procrastinate.contrib.django.admin",
    "taggit.admin",
}


#: What Django and PostgreSQL say to a value of the wrong type in a hand-made address.
WRONG_VALUES = (
    AttributeError,
    DataError,
    FieldError,
    OverflowError,
    ProgrammingError,
    TypeError,
    ValidationError,
    ValueError,
)


def refuse_wrong_values(view):
    """400 instead of 500 for a GET whose address asks for what cannot be (?published_at=zz).

    Django puts such values into forms and filters unchecked, so they fail as late as in the template.
    """

    def guarded(request, *args, **kwargs):
        if request.method != "GET" or not request.GET:
            return view(request, *args, **kwargs)
        try:
            with transaction.atomic():
                response = view(request, *args, **kwargs)
                return response.render() if hasattr(response, "render") else response
        except WRONG_VALUES as error:
            raise BadRequest from error

    return update_wrapper(guarded, view)


class StaffSite(admin.AdminSite):
    site_title = IDENTITY.short_name
    site_header = IDENTITY.byline
    index_title = _("Desk")

    def register(self, model_or_iterable, admin_class=None, **options):
        if getattr(admin_class, "__module__", None) not in REPLACED_APPS:
            super().register(model_or_iterable, admin_class, **options)

    def get_urls(self):
        """Django's own view of what is on the site asks neither who is there nor for which model."""
        view = self.admin_view(self.on_site_view)
        address = "r/<path:content_type_id>/<path:object_id>/"
        return [
            path(address, view, name="view_on_site"),
            path("calendar/", self.admin_view(self.calendar_view), name="calendar"),
            *super().get_urls(),
        ]

    def admin_view(self, view, cacheable=False):
        # Also what Django takes for cacheable, such as the form for a new password.
        guarded = refuse_wrong_values(view)
        return csp_replace(POLICY)(super().admin_view(guarded, cacheable=False))

    def on_site_view(self, request, content_type_id, object_id):
        """From a row that this person may see to its public page; to a sender's private one leads nothing."""
        kinds = ContentType.objects.filter(
            pk=content_type_id if content_type_id.isdecimal() else None
        )
        kind = kinds.first()
        desk = kind and self._registry.get(kind.model_class())
        row = desk and desk.view_on_site and desk.get_object(request, object_id)
        if not (row and desk.has_view_permission(request, row)):
            raise Http404
        return shortcut(request, content_type_id, object_id)

    def index(self, request, extra_context=None):
        context = {"queues": queues.collect(request)}
        return super().index(request, context | (extra_context or {}))

    def calendar_view(self, request):
        """`?month=2026-11`: what is on its days (`ccsis.lib.agenda`); 422, and this month, for what is none."""
        asked = request.GET.get("month", "").strip()
        month = agenda.Month.of(asked) if asked else agenda.Month.now()
        is_none = month is None
        month = month or agenda.Month.now()
        weeks = agenda.weeks_of(request, month)
        context = {
            **self.each_context(request),
            "title": _("Calendar"),
            "asked": asked if is_none else str(month),
            "is_none": is_none,
            "month": month,
            "weeks": weeks,
            "is_empty": not any(day.is_listed for week in weeks for day in week),
            "zone": timezone.get_current_timezone_name(),
        }
        status = 422 if is_none else 200
        return TemplateResponse(request, "admin/calendar.html", context, status=status)

    def get_app_list(self, request, app_label=None):
        """In the order of the work (DESK_ORDER), not of the alphabet; what it does not name comes last."""
        places = {name: place for place, name in enumerate(settings.DESK_ORDER)}
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(
                key=lambda entry: places.get(entry["model"]._meta.label_lower, len(places))
            )
        first = {app["app_label"]: app["models"][0]["model"]._meta.label_lower for app in apps}
        return sorted(apps, key=lambda app: places.get(first[app["app_label"]], len(places)))

    def has_permission(self, request):
        """Every page of the admin asks here: a right password alone opens none of them."""
        return super().has_permission(request) and second_factor.is_satisfied(request)

    def login(self, request, extra_context=None):
        """Lead on to where the staff sign in, or enrol the second factor that is lacking."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            return redirect("mfa_index")
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def logout(self, request, extra_context=None):
        return LogoutView.as_view(next_page="account_login")(request)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    password_change_done = password_change
