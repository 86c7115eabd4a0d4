"""Opening who a protected sender is: by permission, after showing once more who is asking, noted each time."""

import time
from datetime import UTC, datetime

from allauth.account.authentication import get_authentication_records
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _

from ccsis.intake.uploads.actions import uploads_of
from ccsis.lib.encryption import Undecipherable
from ccsis.workflow.transitions import Refused
from submissions import identities
from submissions.models import Contribution

#: Seconds for which a confirmation serves, and once only.
FRESH = 120
HEADERS = {
    "Cache-Control": "no-store, private",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


@transaction.atomic
def identity_view(desk, request, row: Contribution):
    """A question; confirmed and answered, the identity, on a page that nothing keeps."""
    _refuse_unless(request, row, identities.OPEN_IDENTITY)
    if request.method != "POST":
        return _asked(desk, request, row, _("Open who it is"))
    if not _is_confirmed(request):
        return _to_confirmation(request)
    try:
        identity = identities.open_identity(row, by=request.user)
    except Undecipherable:
        return _asked(desk, request, row, _("Open who it is"), is_sealed=True)
    fields = {name: row._meta.get_field(name).verbose_name for name in identity}
    lines = [(label, identity[name]) for name, label in fields.items() if identity[name]]
    return _page(desk, request, row, {"opened": lines, "title": _("Who it is")})


@transaction.atomic
def original_view(desk, request, row: Contribution, upload_pk: int):
    """Likewise the file, as an attachment that no browser opens by itself."""
    _refuse_unless(request, row, identities.OPEN_ORIGINAL)
    upload = get_object_or_404(uploads_of(row), pk=upload_pk)
    if request.method != "POST":
        return _asked(desk, request, row, _("Open the original file"), upload=upload)
    if not _is_confirmed(request):
        return _to_confirmation(request)
    try:
        name, content = identities.open_original(row, upload, by=request.user)
    except Undecipherable:
        title = _("Open the original file")
        return _asked(desk, request, row, title, upload=upload, is_sealed=True)
    except Refused as refusal:
        title = _("Open the original file")
        response = _asked(desk, request, row, title, upload=upload, refusal=str(refusal))
        response.status_code = 409
        return response
    answer = HttpResponse(content, content_type="application/octet-stream", headers=HEADERS)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer


def _refuse_unless(request, row: Contribution, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied
    if not row.is_protected or row.erased_at:
        raise Http404


def _is_confirmed(request) -> bool:
    """Whether this person has just shown who it is, and opened nothing by that yet."""
    records = get_authentication_records(request, request.user)
    latest = max((record["at"] for record in records), default=0)
    if time.time() - latest >= FRESH:
        return False
    return not identities.has_opened_since(request.user, datetime.fromtimestamp(latest, UTC))


def _to_confirmation(request):
    query = urlencode({"next": request.path})
    return redirect(f"{reverse('account_reauthenticate')}?{query}")


def _asked(desk, request, row: Contribution, title: str, **context):
    return _page(desk, request, row, {"title": title} | context)


def _page(desk, request, row: Contribution, context: dict):
    response = desk.render_page(request, "admin/submissions/identity.html", {"row": row} | context)
    response["Cache-Control"] = "no-store, private"
    return response
