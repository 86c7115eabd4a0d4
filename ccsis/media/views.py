from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

from ccsis.lib.reading import for_reading

#: What `ccsis.media.ingest` and the rendering job write; nothing else is ever handed out.
TYPES = {
    ".avif": "image/avif",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


@for_reading
def media_file(request, name):
    """A public image. Its name is made of its content, so it may be kept for ever.

    A proxy in front may serve MEDIA_ROOT itself; then this view is never asked.
    """
    path = PurePosixPath(name)
    content_type = TYPES.get(path.suffix)
    try:
        if not content_type or path.parts[0] != "images" or ".." in path.parts:
            raise FileNotFoundError
        file = default_storage.open(name)
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise Http404 from error
    response = FileResponse(file, content_type=content_type)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    # Readers of feeds and of republished pieces see it on other sites.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
