from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse

from ccsis.lib.reading import for_reading

#: What our own code writes (`ccsis.media.ingest` and the jobs), by folder and ending; nothing else
#: is ever handed out, so a drawing that somebody sent is not.
TYPES = {
    "images": {
        ".avif": "image/avif",
        ".jpg": "image/jpeg",
        ".png": "image/png",
        ".webp": "image/webp",
    },
    "covers": {".svg": "image/svg+xml"},
    "share": {".png": "image/png"},
}
#: A drawing opened by itself may have its colours and do nothing.
INERT = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@for_reading
def media_file(request, name):
    """A public image. Its name is made of its content, so it may be kept for ever.

    A proxy in front may serve these folders (`TYPES`) of MEDIA_ROOT itself, and no others; then this
    view is never asked.
    """
    path = PurePosixPath(name)
    content_type = TYPES.get(path.parts[0] if path.parts else "", {}).get(path.suffix)
    try:
        if not content_type or ".." in path.parts:
            raise FileNotFoundError
        file = default_storage.open(name)
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise Http404 from error
    if path.suffix == ".svg":
        response = _drawing(request, file, content_type)
    else:
        response = FileResponse(file, content_type=content_type)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    # Readers of feeds and of republished pieces see it on other sites.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _drawing(request, file, content_type):
    """A few kilobytes of text, sent compressed."""
    with file:
        response = HttpResponse(file.read(), content_type=content_type)
    response["Content-Security-Policy"] = INERT
    return response
