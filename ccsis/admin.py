"""The staff's site: Django's admin under our name and our content security policy."""

from csp.constants import NONCE, SELF
from csp.decorators import csp_replace
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ccsis.identity import IDENTITY

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

#: Apps whose own admin pages are not for staff: taggit's shows a table that is not used here,
#: procrastinate's breaks the policy above. Our own pages stand in for them.
REPLACED_APPS = {"procrastinate.contrib.django.admin", "taggit.admin"}


class StaffSite(admin.AdminSite):
    site_title = IDENTITY.short_name
    site_header = IDENTITY.byline
    index_title = _("Desk")

    def register(self, model_or_iterable, admin_class=None, **options):
        if getattr(admin_class, "__module__", None) not in REPLACED_APPS:
            super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view, cacheable=False):
        # Also what Django takes for cacheable, such as the form for a new password.
        return csp_replace(POLICY)(super().admin_view(view, cacheable=False))

    def login(self, request, extra_context=None):
        return csp_replace(POLICY)(super().login)(request, extra_context)
