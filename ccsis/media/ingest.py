"""Pictures from outside: checked, then encoded anew, so that nothing of the sent file is kept.

A process of its own does it (`ccsis.media.decoding`), without database, keys or environment, with
bounds on its time, memory and output: a file that explodes or hangs stops nobody.
"""

import hashlib
import json
import threading
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from ccsis.lib import programs

MODULE = "ccsis.media.decoding"
MAX_BYTES = 20 * 1024 * 1024
#: What is cut off at the left, top, right and bottom, in thousandths of a percent.
Crop = tuple[int, int, int, int]
#: Seconds.
LONGEST = 60
#: Bytes of its answer, which is a picture.
MOST_SAID = 65 * 1024 * 1024
#: So many pictures are decoded at once by one process, and a further one waits so long (seconds).
PLACES = threading.BoundedSemaphore(2)
LONGEST_WAIT = 20
#: What the sender is told, by the code of the refusal.
SENTENCES = {
    "animated": _("The picture moves. Send one that stands still."),
    "busy": _("Too many pictures are being read just now. Send it again in a minute."),
    "cropped_turned": _(
        "The picture is cropped, and the camera noted that it is to be turned, so it is not sure what "
        "the crop hides. Save the visible part as a picture and send that."
    ),
    "cropped_whole": _("The crop leaves nothing of the picture."),
    "damaged": _("The picture is damaged and cannot be read."),
    "drawing": _(
        "SVG drawings cannot be used, since they may hold programs. Send the drawing as a PNG file."
    ),
    "empty": _("The file is empty."),
    "not_a_picture": _(
        "This is not a picture that can be used. Send a JPEG, PNG, WebP, AVIF or GIF file."
    ),
    "second_format": _(
        "The file is a picture and something else at the same time, such as a web page or an "
        "archive. Open it in a program for pictures, save it anew and send that."
    ),
    "too_costly": _(
        "Reading the picture took too much time or memory. Make it smaller and send it again."
    ),
    "too_many_bytes": _("The picture has more than %(limit)d MB."),
    "too_many_pixels": _("The picture measures %(width)d × %(height)d pixels, which is too large."),
    "too_narrow": _("The picture is too long and narrow (%(width)d × %(height)d pixels)."),
}


@dataclass(frozen=True)
class Encoded:
    """A picture as it will be kept, with its size in pixels and the SHA-256 of what was sent."""

    content: ContentFile
    width: int
    height: int
    source_hash: str
    #: Few colours or transparency: a chart or a map rather than a photograph.
    is_drawing: bool = False

    @property
    def file_name(self) -> str:
        """Of the file among all that are kept, unless another picture has it."""
        return f"images/{self.content.name}"


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def refuse_oversized(size: int) -> None:
    """Raise ValidationError if a file of so many bytes is too much; cheap, before it is read."""
    if size > MAX_BYTES:
        raise _refusal("too_many_bytes", limit=MAX_BYTES // 1024 // 1024)


def reencode(data: bytes, crop: Crop | None = None) -> Encoded:
    """Make a JPEG (a PNG for drawings and where there is transparency) without any metadata.

    Its name is made of its content, under the site's key: who has an agency's photograph cannot
    tell by computing it that a piece which is not public yet shows it. What is cropped away is not
    in it, and it counts as another picture than the whole one. Raises ValidationError with a
    sentence for the sender, RuntimeError if the program for it cannot be run.
    """
    refuse_oversized(len(data))
    if not data:
        raise _refusal("empty")
    said, content = _decoded(data, crop)
    if "code" in said:
        raise _refusal(said["code"], **said["params"])
    digest = salted_hmac("ccsis.media.ingest", content, algorithm="sha256").hexdigest()
    name = f"{digest[:32]}.{'png' if said['is_drawing'] else 'jpg'}"
    source = data if crop is None else data + json.dumps(crop).encode()
    return Encoded(ContentFile(content, name=name), source_hash=hash_of(source), **said)


def _refusal(code: str, **params) -> ValidationError:
    return ValidationError(SENTENCES[code], code=code, params=params)


def _decoded(data: bytes, crop: Crop | None) -> tuple[dict, bytes]:
    """In turn: pictures must not take all threads that answer readers."""
    if not PLACES.acquire(timeout=LONGEST_WAIT):
        return {"code": "busy", "params": {}}, b""
    try:
        return _run(data, crop)
    finally:
        PLACES.release()


def _run(data: bytes, crop: Crop | None) -> tuple[dict, bytes]:
    numbers = map(str, crop or ())
    try:
        said = programs.run(MODULE, *numbers, file=data, seconds=LONGEST, most_bytes=MOST_SAID)
    except programs.TooCostlyError:
        return {"code": "too_costly", "params": {}}, b""
    about, _line, content = said.partition(b"\n")
    return json.loads(about), content
