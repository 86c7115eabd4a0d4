import hashlib
import io
import threading

import pytest
from django.core.exceptions import ValidationError
from PIL import Image as Pillow
from PIL import ImageOps

from ccsis.media import ingest
from ccsis.media.decoding import KEPT_SIDE
from tests.factories import picture_bytes


def test_a_photograph_loses_what_the_camera_noted():
    exif = Pillow.Exif()
    exif[0x010F] = "Maker"
    exif[0x9286] = "where it was taken"
    content = ingest.reencode(
        picture_bytes(file_format="JPEG", exif=exif, comment=b"owner")
    ).content
    with Pillow.open(content) as picture:
        assert (picture.format, dict(picture.getexif()), picture.info.get("comment")) == (
            "JPEG",
            {},
            None,
        )


def test_a_turned_photograph_stands_upright():
    exif = Pillow.Exif()
    exif[0x0112] = 6
    content = ingest.reencode(picture_bytes((60, 40), file_format="JPEG", exif=exif)).content
    with Pillow.open(content) as picture:
        assert picture.size == (40, 60)


def test_transparency_is_kept():
    buffer = io.BytesIO()
    Pillow.new("RGBA", (4, 4), (0, 0, 0, 0)).save(buffer, "WEBP")
    with Pillow.open(ingest.reencode(buffer.getvalue()).content) as picture:
        assert (picture.format, picture.getpixel((0, 0))[3]) == ("PNG", 0)


def test_a_large_picture_is_made_smaller():
    with Pillow.open(ingest.reencode(picture_bytes((4000, 400))).content) as picture:
        assert picture.width == KEPT_SIDE


def test_the_name_is_made_of_the_content():
    one, again = (ingest.reencode(picture_bytes()).content for _ in range(2))
    other = ingest.reencode(picture_bytes(colour="#ffffff")).content
    assert one.name == again.name != other.name


def test_the_name_cannot_be_computed_from_the_picture(settings):
    """By computing it somebody could tell that a piece which is not public yet shows it."""
    content = ingest.reencode(picture_bytes()).content
    assert hashlib.sha256(content.read()).hexdigest()[:32] not in content.name
    settings.SECRET_KEY = "another"
    assert ingest.reencode(picture_bytes()).content.name != content.name


def test_a_drawing_with_few_colours_stays_small():
    buffer = io.BytesIO()
    drawing = Pillow.radial_gradient("L").resize((800, 800)).quantize(16)
    drawing.save(buffer, "PNG", optimize=True)
    content = ingest.reencode(buffer.getvalue()).content
    with Pillow.open(content) as picture:
        assert (picture.mode, picture.size) == ("P", (800, 800))
        assert picture.convert("RGB").tobytes() == drawing.convert("RGB").tobytes()
    assert content.size <= len(buffer.getvalue()) * 1.05


def test_sixteen_bits_of_grey_stay_grey():
    buffer = io.BytesIO()
    Pillow.new("I;16", (4, 4), 0x8000).save(buffer, "PNG")
    with Pillow.open(ingest.reencode(buffer.getvalue()).content) as picture:
        assert picture.convert("L").getpixel((0, 0)) == 128


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_is_made_upright(orientation):
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    sent = picture_bytes((60, 40), file_format="JPEG", exif=exif)
    upright = ImageOps.exif_transpose(Pillow.open(io.BytesIO(sent)))
    encoded = ingest.reencode(sent)
    assert (encoded.width, encoded.height) == upright.size


def test_when_too_many_are_read_a_further_one_is_asked_to_come_later(monkeypatch):
    monkeypatch.setattr(ingest, "LONGEST_WAIT", 0)
    monkeypatch.setattr(ingest, "PLACES", threading.BoundedSemaphore(1))
    with ingest.PLACES, pytest.raises(ValidationError, match="in a minute"):
        ingest.reencode(picture_bytes())
