"""Pictures: refused by a code, or decoded whole and written anew, so that only pixels are kept."""

import io

from PIL import Image as Pillow
from PIL import ImageCms, UnidentifiedImageError

from ccsis.media.decoding import FORMATS, KEPT_SIDE, MAX_PIXELS, MAX_RATIO, MAX_SIDE
from ccsis.media.decoding.polyglots import is_something_else_too

#: A colour profile of more bytes than this is none that a camera or a program wrote.
MAX_PROFILE = 4 * 1024 * 1024
#: Of a side, in the unit of a crop.
WHOLE = 100_000
#: The tag of EXIF.
ORIENTATION = 0x0112
#: What makes a picture upright, by its orientation. (Pillow's own way writes all of EXIF anew, and
#: stumbles where a camera wrote nonsense into it.)
TURNS = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, ZeroDivisionError)
# Pillow's own limit knows no size to tell; ours refuses below, before a pixel is read.
Pillow.MAX_IMAGE_PIXELS = None


class Refusal(Exception):  # noqa: N818 (a verdict, not a fault)
    """Why a file is not taken: a code of `ccsis.media.ingest.SENTENCES`, and what its words need."""

    def __init__(self, code: str, **params):
        super().__init__(code)
        self.code, self.params = code, params


def decode(data: bytes, crop: tuple[int, ...] = ()) -> tuple[dict, bytes]:
    """Return {"is_drawing", "width", "height"} and a JPEG or, for a drawing, a PNG.

    crop: `ccsis.media.ingest.Crop`. Raises Refusal.
    """
    picture = _opened(data)
    if is_something_else_too(data):
        raise Refusal("second_format")
    _refuse_by_size(*picture.size)
    _refuse_moving(picture)
    try:
        return _written(picture, crop)
    except BROKEN as error:
        raise Refusal("damaged") from error


def _opened(data: bytes) -> Pillow.Image:
    try:
        return Pillow.open(io.BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError as error:
        raise Refusal("drawing" if _is_svg(data) else "not_a_picture") from error
    except BROKEN as error:
        raise Refusal("damaged") from error


def _is_svg(data: bytes) -> bool:
    return b"<svg" in data[:4096].lower()


def _refuse_by_size(width: int, height: int) -> None:
    if max(width, height) > MAX_RATIO * min(width, height):
        raise Refusal("too_narrow", width=width, height=height)
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise Refusal("too_many_pixels", width=width, height=height)


def _refuse_moving(picture: Pillow.Image) -> None:
    try:
        # A camera's JPEG may hold a second, smaller view of the same (MPO): it does not move.
        moves = picture.format not in {"JPEG", "MPO"} and getattr(picture, "is_animated", False)
    except BROKEN as error:
        raise Refusal("damaged") from error
    if moves:
        raise Refusal("animated")


def _written(picture: Pillow.Image, crop: tuple[int, ...]) -> tuple[dict, bytes]:
    if picture.format in {"JPEG", "MPO"} and not crop:
        # A larger photograph is decoded small enough at once.
        picture.draft(None, (KEPT_SIDE, KEPT_SIDE))
    picture.load()
    is_drawing = picture.format in {"GIF", "PNG"} or picture.has_transparency_data
    pixels = _pixels(_cropped(picture, crop) if crop else picture)
    buffer = io.BytesIO()
    if is_drawing:
        pixels.save(buffer, "PNG", optimize=True)
    else:
        pixels.save(buffer, "JPEG", quality=88, optimize=True, progressive=True)
    said = {"is_drawing": is_drawing, "width": pixels.width, "height": pixels.height}
    return said, buffer.getvalue()


def _cropped(picture: Pillow.Image, crop: tuple[int, ...]) -> Pillow.Image:
    """What the crop shows, rounded so that nothing hidden is in it."""
    if _orientation(picture) != 1:
        # Programs differ in whether they crop before or after they turn.
        raise Refusal("cropped_turned")
    left, top, right, bottom = crop
    width, height = picture.size
    edges = (
        -(-width * left // WHOLE),
        -(-height * top // WHOLE),
        width * (WHOLE - right) // WHOLE,
        height * (WHOLE - bottom) // WHOLE,
    )
    if edges[0] >= edges[2] or edges[1] >= edges[3]:
        raise Refusal("cropped_whole")
    shown = picture.crop(edges)
    _refuse_by_size(*shown.size)
    return shown


def _pixels(picture: Pillow.Image) -> Pillow.Image:
    """The pixels alone, upright, in a new image: profiles, comments and EXIF stay behind."""
    orientation, profile = _orientation(picture), picture.info.get("icc_profile")
    if picture.mode.startswith("I"):
        # Sixteen bits of grey: Pillow would cut off all that is brighter than 255.
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    fits = max(picture.size) <= KEPT_SIDE and orientation == 1
    if picture.mode == "P" and fits and not picture.has_transparency_data:
        # A drawing with few colours stays small only with its palette.
        plain = Pillow.frombytes("P", picture.size, picture.tobytes())
        plain.putpalette(picture.getpalette())
        return plain
    converted = _in_common_colours(picture, profile)
    converted.thumbnail((KEPT_SIDE, KEPT_SIDE))
    upright = converted.transpose(TURNS[orientation]) if orientation in TURNS else converted
    return Pillow.frombytes(upright.mode, upright.size, upright.tobytes())


def _orientation(picture: Pillow.Image) -> int:
    """How the camera was held; upright where nobody can read what it noted."""
    try:
        return int(picture.getexif().get(ORIENTATION, 1))
    except (TypeError, *BROKEN):
        return 1


def _in_common_colours(picture: Pillow.Image, profile: bytes | None) -> Pillow.Image:
    """As sRGB, the colours that a picture without a profile has; a broken profile counts for none."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    if profile and len(profile) <= MAX_PROFILE and picture.mode in {"CMYK", "RGB", "RGBA"}:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            common = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, own, common, outputMode=mode)
        except (ImageCms.PyCMSError, *BROKEN):
            pass
    return picture.convert(mode)
