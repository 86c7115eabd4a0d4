"""Looking up uploads and fetching one. Each is an attachment that no browser opens by itself."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from ccsis.audit.actions import record
from ccsis.audit.models import Action
from ccsis.intake.models import Upload, Verdict
from ccsis.intake.uploads import storing
from ccsis.intake.uploads.owners import may_see, owner_of
from ccsis.intake.uploads.reasons import in_words
from ccsis.intake.uploads.showing import download_link
from ccsis.lib.staff import BoundedPaginator, LookUpAdmin, hidden_from, link_to

HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store, private",
}
NOT_NOW = {
    Verdict.UNCHECKED: (409, _("This file is being checked")),
    Verdict.SUSPICIOUS: (200, _("This file is suspicious")),
    Verdict.REFUSED: (403, _("This file is not handed out")),
}


@admin.register(Upload)
class UploadAdmin(LookUpAdmin):
    list_display = ["name", "kind", "told_size", "verdict", "owner", "stored_at"]
    list_filter = ["verdict", "kind", "stored_at"]
    list_per_page = 50
    sortable_by = []
    paginator = BoundedPaginator
    fields = ["file", "belongs_to", "stored_at", "checked_at", "sha256"]
    readonly_fields = fields

    def get_queryset(self, request):
        """What waits for its form was not sent yet: it is nobody's business. Sealed files are not here at all."""
        rows = super().get_queryset(request).claimed().unsealed()
        return rows.exclude(owner_model__in=hidden_from(self.admin_site, request))

    def has_view_permission(self, request, obj=None):
        allowed = super().has_view_permission(request, obj)
        return allowed and (obj is None or may_see(self.admin_site, request, obj))

    def get_urls(self):
        page = self.admin_site.admin_view(self.download)
        return [
            path("<int:pk>/download/", page, name="intake_upload_download"),
            *super().get_urls(),
        ]

    def download(self, request, pk):
        """A clean file at once; a suspicious one after its reasons were read and a button pressed."""
        upload = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, upload):
            raise PermissionDenied
        is_asked = upload.verdict == Verdict.SUSPICIOUS and request.method == "POST"
        if upload.verdict == Verdict.CLEAN or is_asked:
            return _fetched(request, upload)
        return self._explained(request, upload)

    def _explained(self, request, upload: Upload):
        status, title = NOT_NOW[upload.verdict]
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "upload": upload,
            "reasons": in_words(upload.reasons),
        }
        template = "admin/intake/upload/download.html"
        return TemplateResponse(
            request, template, context, status=status, headers={"Cache-Control": "no-store"}
        )

    @admin.display(description=_("size"))
    def told_size(self, upload):
        return filesizeformat(upload.size)

    @admin.display(description=_("belongs to"))
    def owner(self, upload):
        """Without asking the database for each row of the list."""
        return link_to(upload.owner_model, upload.owner_pk)

    @admin.display(description=_("belongs to"))
    def belongs_to(self, upload):
        return owner_of(upload) or "–"

    @admin.display(description=_("file"))
    def file(self, upload):
        return download_link(upload)


@transaction.atomic
def _fetched(request, upload: Upload) -> FileResponse:
    """The file, and the entry in the log that it was fetched."""
    try:
        file = storing.read(upload.stored_name)
    except FileNotFoundError as error:
        raise Http404 from error
    is_suspicious = upload.verdict == Verdict.SUSPICIOUS
    record(actor=request.user, action=Action.FETCHED, subject=upload, suspicious=is_suspicious)
    return FileResponse(
        file,
        as_attachment=True,
        filename=upload.name,
        content_type="application/octet-stream",
        headers=HEADERS,
    )
