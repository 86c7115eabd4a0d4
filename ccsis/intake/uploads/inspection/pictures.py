"""Pictures: decoded whole and written anew, so that only pixels are kept of what was sent."""

import warnings
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 20_000
OPTIONS = {
    "JPEG": {"quality": 92, "optimize": True},
    "PNG": {"optimize": False},
    "WEBP": {"quality": 92},
}
BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError)


def look(file: BinaryIO, kind: str, copy: BinaryIO) -> set[str]:
    """Write the copy, as large as the picture and of the same kind, if nothing is wrong with it."""
    try:
        with _opened(file, kind) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
                return {"too_many_pixels"}
            picture.load()
            pixels = _pixels(ImageOps.exif_transpose(picture), kind)
    except Image.DecompressionBombError:
        return {"too_many_pixels"}
    except BROKEN:
        return {"damaged"}
    pixels.save(copy, kind.upper(), **OPTIONS[kind.upper()])
    return set()


def _opened(file: BinaryIO, kind: str) -> Image.Image:
    with warnings.catch_warnings():
        # Near its own limit Pillow only warns; ours is lower.
        warnings.simplefilter("ignore")
        return Image.open(file, formats=[kind.upper()])


def _pixels(picture: Image.Image, kind: str) -> Image.Image:
    """In a new image: profiles, comments and EXIF stay behind."""
    if picture.mode.startswith("I"):
        # Sixteen bits of grey: Pillow would cut off all that is brighter than 255.
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    has_alpha = picture.has_transparency_data and kind != "jpeg"
    if has_alpha or picture.mode not in {"L", "RGB"}:
        picture = picture.convert("RGBA" if has_alpha else "RGB")
    return Image.frombytes(picture.mode, picture.size, picture.tobytes())
