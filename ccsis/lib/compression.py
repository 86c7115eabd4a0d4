"""Pages sent in fewer bytes.

Only for pages without secrets: next to words that a stranger chose, the length of what is sent tells what else is in it
(BREACH). So the desk and forms that change something stay as they are.
"""

import gzip
import re
from functools import wraps

import brotli
from django.utils.cache import patch_vary_headers

#: What is worth it, and how; the first that the browser takes. The levels cost about a millisecond a page.
ENCODINGS = {
    "br": lambda content: brotli.compress(content, quality=6),
    "gzip": lambda content: gzip.compress(content, compresslevel=6, mtime=0),
}
LEAST = 200
ZERO = re.compile(r"0(\.0*)?")


def compressed(view):
    """Send what the view answers compressed, if the browser takes it; files are sent as they are.

    An ETag of the view has to be weak (W/"…"), since it stands for all encodings.
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        names = accepted(request.headers.get("Accept-Encoding", ""))
        if not response.streaming:
            patch_vary_headers(response, ["Accept-Encoding"])
            if getattr(response, "is_rendered", True):
                _compress(response, names)
            else:
                response.add_post_render_callback(lambda rendered: _compress(rendered, names))
        return response

    return wrapper


def accepted(header: str) -> set[str]:
    """The encodings that an Accept-Encoding names without refusing them (RFC 9110, 12.5.3)."""
    parts = header.lower().replace(" ", "").split(",")
    choices = [part.partition(";q=") for part in parts]
    return {name for name, _, weight in choices if not ZERO.fullmatch(weight)}


def _compress(response, names: set[str]) -> None:
    encoding = next((name for name in ENCODINGS if name in names), None)
    if response.has_header("Content-Encoding"):
        return
    if encoding and len(response.content) >= LEAST:
        response.content = ENCODINGS[encoding](response.content)
        response["Content-Encoding"] = encoding
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))
