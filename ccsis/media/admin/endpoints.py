"""What scripts ask the library: pictures to choose from, an upload, a description. All in JSON."""

from functools import partial, reduce
from html import unescape
from operator import and_

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ccsis.desk.forms import Judged, mixed
from ccsis.lib.paging import page_of
from ccsis.media import ingest
from ccsis.media.actions import store_image
from ccsis.media.admin import forms
from ccsis.media.models import Image
from ccsis.media.showing import thumbnail

#: Columns in which words are looked for.
SEARCHED = ("alt", "caption", "credit", "source")
PAGE_SIZE = 24
LONGEST_NAME = 80
#: So many words of a search are looked for.
MOST_WORDS = 8


def urls(model_admin) -> list:
    def own(view, address: str, name: str):
        guarded = model_admin.admin_site.admin_view(partial(view, model_admin))
        return path(address, guarded, name=f"media_image_{name}")

    return [
        own(choose, "choose/", "choose"),
        own(upload, "upload/", "upload"),
        own(describe, "<int:pk>/describe/", "describe"),
    ]


def choose(model_admin, request: HttpRequest) -> JsonResponse:
    """Pictures that hold all words of `?q=`, newest first, and where older ones are."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    return _choose(request, model_admin)


@require_GET
def _choose(request: HttpRequest, model_admin) -> JsonResponse:
    words = request.GET.get("q", "").split()[:MOST_WORDS]
    params = {name: request.GET[name] for name in ("q", "before") if name in request.GET}
    images = Image.objects.filter(reduce(and_, map(_holds, words), Q()))
    page = page_of(images, params, field="created_at", size=PAGE_SIZE)
    return JsonResponse(
        {"images": [entry(model_admin, request, row) for row in page.rows], "older": page.older}
    )


def upload(model_admin, request: HttpRequest) -> JsonResponse:
    """Add one file; 422 with a sentence that names it where it cannot be used.

    A picture that is there already is answered by what it is there.
    """
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    return _upload(request, model_admin)


@require_POST
def _upload(request: HttpRequest, model_admin) -> JsonResponse:
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"error": _("No file came with this.")}, status=422)
    try:
        ingest.refuse_oversized(file.size)
        data = file.read()
        known = Image.objects.filter(source_hash=ingest.hash_of(data)).order_by("pk").first()
        picture = None if known else ingest.reencode(data)
        known = known or Image.objects.same_as(picture).first()
        if known:
            return JsonResponse(entry(model_admin, request, known) | {"isKnown": True})
        image = store_image(picture, added_by=request.user)
    except ValidationError as refusal:
        return JsonResponse({"error": _sentence(file.name, refusal)}, status=422)
    model_admin.log_addition(request, image, [{"added": {}}])
    return JsonResponse(entry(model_admin, request, image), status=201)


def describe(model_admin, request: HttpRequest, pk: int) -> JsonResponse:
    """Say what a picture shows; 422 with a sentence for each field that is refused."""
    return _describe(request, model_admin, pk)


@require_POST
@transaction.atomic
def _describe(request: HttpRequest, model_admin, pk: int) -> JsonResponse:
    image = get_object_or_404(Image.objects.select_for_update(), pk=pk)
    if not _may_describe(model_admin, request, image):
        raise PermissionDenied
    form = mixed(Judged, into=forms.DescriptionForm)(request.POST, instance=image)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    image = form.save()
    model_admin.log_change(request, image, [{"changed": {"fields": form.changed_data}}])
    return JsonResponse(entry(model_admin, request, image))


def is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def replaced(request: HttpRequest, image: Image) -> HttpResponse:
    """On to its page, where the centre of interest is seen on the new file."""
    page = reverse("admin:media_image_change", args=[image.pk])
    return JsonResponse({"id": image.pk, "page": page}) if is_script(request) else redirect(page)


def not_replaced(form: forms.ReplaceForm) -> JsonResponse:
    """422 with a sentence, and the page of the picture that the file is already."""
    error = unescape(strip_tags(" ".join(form.errors["upload"])))
    page = form.known and reverse("admin:media_image_change", args=[form.known.pk])
    return JsonResponse({"error": error, "page": page}, status=422)


def entry(model_admin, request: HttpRequest, image: Image) -> dict:
    """A picture as the library's scripts know it."""
    return {
        "id": image.pk,
        "url": image.file.url,
        "thumbnail": thumbnail(image),
        "width": image.width,
        "height": image.height,
        "alt": image.alt,
        "isDecorative": image.is_decorative,
        "caption": image.caption,
        "credit": image.credit,
        "source": image.source,
        "mayBeRepublished": image.may_be_republished,
        "mayDescribe": image.is_undescribed and _may_describe(model_admin, request, image),
        "page": reverse("admin:media_image_change", args=[image.pk]),
    }


def _may_describe(model_admin, request: HttpRequest, image: Image) -> bool:
    """Who may change pictures; who added one says once what it shows."""
    is_own = image.added_by_id == request.user.pk and image.is_undescribed
    may_add = is_own and model_admin.has_add_permission(request)
    return may_add or model_admin.has_change_permission(request, image)


def _holds(word: str) -> Q:
    return Q(*((f"{column}__icontains", word) for column in SEARCHED), _connector=Q.OR)


def _sentence(name: str, refusal: ValidationError) -> str:
    """The name of a file is a stranger's: without what turns or hides text, and not too long."""
    shown = "".join(character for character in name if character.isprintable())
    shown = shown if len(shown) <= LONGEST_NAME else f"{shown[:LONGEST_NAME]}…"
    return _("“%(name)s”: %(reason)s") % {"name": shown, "reason": " ".join(refusal.messages)}
