"""Pictures from outside: checked, then encoded anew, so that nothing of the sent file is kept."""

import hashlib
import io
import warnings
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

FORMATS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")
MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_SIDE = 12_000
#: The longer side by the shorter one.
MAX_RATIO = 20
#: Wider than any screen needs: larger pictures are made smaller.
KEPT_SIDE = 3200


@dataclass(frozen=True)
class Encoded:
    """A picture as it will be kept, with its size in pixels and the SHA-256 of what was sent."""

    content: ContentFile
    width: int
    height: int
    source_hash: str


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def refuse_oversized(size: int) -> None:
    """Raise ValidationError if a file of so many bytes is too much; cheap, before it is read."""
    if size > MAX_BYTES:
        raise ValidationError(
            _("The picture has more than %(limit)d MB."),
            code="too_many_bytes",
            params={"limit": MAX_BYTES // 1024 // 1024},
        )


def reencode(data: bytes) -> Encoded:
    """Make a JPEG (a PNG for drawings and where there is transparency) without any metadata.

    Its name is made of its content. Raises ValidationError with a sentence for the sender.
    """
    refuse_oversized(len(data))
    picture = _decode(data)
    is_drawing = picture.format in {"GIF", "PNG"} or picture.has_transparency_data
    pixels = _pixels(ImageOps.exif_transpose(picture))
    buffer = io.BytesIO()
    if is_drawing:
        pixels.save(buffer, "PNG", optimize=True)
    else:
        pixels.save(buffer, "JPEG", quality=88, optimize=True, progressive=True)
    content = buffer.getvalue()
    name = f"{hash_of(content)[:32]}.{'png' if is_drawing else 'jpg'}"
    return Encoded(ContentFile(content, name=name), *pixels.size, hash_of(data))


def _decode(data: bytes) -> Pillow.Image:
    try:
        with warnings.catch_warnings():
            # A picture near the limit only warns; ours is stricter and refuses below.
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            picture = Pillow.open(io.BytesIO(data), formats=FORMATS)
        width, height = picture.size
        if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
            raise ValidationError(
                _("The picture measures %(width)d × %(height)d pixels, which is too large."),
                code="too_many_pixels",
                params={"width": width, "height": height},
            )
        if max(width, height) > MAX_RATIO * min(width, height):
            raise ValidationError(
                _("The picture is too long and narrow (%(width)d × %(height)d pixels)."),
                code="too_narrow",
                params={"width": width, "height": height},
            )
        picture.load()
    except (UnidentifiedImageError, Pillow.DecompressionBombError) as error:
        raise ValidationError(
            _("This is not a picture that can be used. Send a JPEG, PNG, WebP, AVIF or GIF file."),
            code="not_a_picture",
        ) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise ValidationError(
            _("The picture is damaged and cannot be read."), code="damaged"
        ) from error
    return picture


def _pixels(picture: Pillow.Image) -> Pillow.Image:
    """The pixels alone, in a new image: profiles, comments and EXIF stay behind."""
    if picture.mode.startswith("I"):
        # Sixteen bits of grey: Pillow would cut off all that is brighter than 255.
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    fits = max(picture.size) <= KEPT_SIDE
    if picture.mode == "P" and fits and not picture.has_transparency_data:
        # A drawing with few colours stays small only with its palette.
        plain = Pillow.frombytes("P", picture.size, picture.tobytes())
        plain.putpalette(picture.getpalette())
        return plain
    converted = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    converted.thumbnail((KEPT_SIDE, KEPT_SIDE))
    return Pillow.frombytes(converted.mode, converted.size, converted.tobytes())
