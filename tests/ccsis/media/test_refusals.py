"""What is sent as a picture and is none that can be used: a sentence each, and nothing kept."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from PIL import Image as Pillow
from PIL import ImageCms, PngImagePlugin

from ccsis.lib import programs
from ccsis.media import ingest
from ccsis.media.decoding import KEPT_SIDE
from tests.factories import picture_bytes

PAGE = b"<html><script>alert(1)</script></html>"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG that says how large it is and holds compressed data."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(data)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def moving(file_format: str) -> bytes:
    frames = [Pillow.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, file_format, save_all=True, append_images=frames[1:])
    return buffer.getvalue()


def archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("letter.html", PAGE)
    return buffer.getvalue()


def with_text(words: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", words)
    return picture_bytes(pnginfo=info)


def with_width(width: bytes) -> bytes:
    gif = picture_bytes(file_format="GIF")
    return gif[:6] + width + gif[8:]


HOSTILE = {
    "nothing": (b"", "empty"),
    "a web page": (PAGE, "not_a_picture"),
    "a document": (b"%PDF-1.7", "not_a_picture"),
    "a program": (b"MZ\x90\x00" + bytes(200), "not_a_picture"),
    "a picture of a kind that is not taken": (picture_bytes(file_format="BMP"), "not_a_picture"),
    "a drawing": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "drawing"),
    "a drawing behind a declaration": (b"<?xml version='1.0'?>\n<SVG/>", "drawing"),
    "a beginning alone": (b"\x89PNG\r\n\x1a\n", "not_a_picture"),
    "a truncated photograph": (picture_bytes((99, 99), file_format="JPEG")[:-300], "damaged"),
    "a truncated drawing": (picture_bytes((300, 300))[:200], "damaged"),
    "a bomb": (png_of(60_000, 60_000), "too_many_pixels"),
    "a bomb within the sides": (png_of(12_000, 12_000, bytes(9)), "too_many_pixels"),
    "2,000,000 by 4": (png_of(2_000_000, 4), "too_narrow"),
    "4 by 2,000,000": (png_of(4, 2_000_000), "too_narrow"),
    "too many bytes": (b"x" * (ingest.MAX_BYTES + 1), "too_many_bytes"),
    "a moving GIF": (moving("GIF"), "animated"),
    "a moving PNG": (moving("PNG"), "animated"),
    "a moving WebP": (moving("WEBP"), "animated"),
    "a PNG with a web page behind it": (picture_bytes() + PAGE, "second_format"),
    "a PNG with a web page in it": (with_text("<script src=//x></script>"), "second_format"),
    "a GIF that is a script": (with_width(b"/*") + b"*/=1;alert(1)//", "second_format"),
    "a JPEG with an archive behind it": (
        picture_bytes(file_format="JPEG") + archive(),
        "second_format",
    ),
    "a JPEG with a document in it": (
        picture_bytes(file_format="JPEG", comment=b"%PDF-1.7"),
        "second_format",
    ),
}


@pytest.mark.parametrize(("data", "code"), HOSTILE.values(), ids=HOSTILE)
def test_it_is_refused_with_a_sentence(data, code):
    with pytest.raises(ValidationError) as refusal:
        ingest.reencode(data)
    assert refusal.value.code == code
    assert refusal.value.messages[0].endswith(".")


def pixels_of(data: bytes) -> Pillow.Image:
    with Pillow.open(ingest.reencode(data).content) as picture:
        picture.load()
    return picture


def test_a_picture_that_unpacks_to_more_than_it_says_stays_within_what_it_says():
    picture = pixels_of(png_of(4, 4, bytes(50_000_000)))
    assert picture.size == (4, 4)


def test_colours_for_print_become_colours_of_a_screen():
    buffer = io.BytesIO()
    Pillow.new("CMYK", (8, 8), (0, 0, 0, 0)).save(buffer, "JPEG")
    picture = pixels_of(buffer.getvalue())
    assert (picture.mode, picture.getpixel((0, 0))) == ("RGB", (255, 255, 255))


def test_a_profile_is_applied_and_left_out():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = pixels_of(picture_bytes(file_format="JPEG", icc_profile=profile))
    assert picture.info.get("icc_profile") is None


def test_a_huge_profile_is_left_out():
    data = picture_bytes(file_format="JPEG", icc_profile=bytes(9_000_000))
    picture = pixels_of(data)
    assert (picture.size, picture.info.get("icc_profile")) == ((60, 40), None)


def test_the_second_view_that_a_camera_keeps_is_left_out():
    frames = [Pillow.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, "MPO", save_all=True, append_images=frames[1:])
    content = ingest.reencode(buffer.getvalue()).content
    with Pillow.open(content) as picture:
        assert (picture.format, getattr(picture, "n_frames", 1)) == ("JPEG", 1)


def test_a_large_photograph_is_made_smaller_before_it_is_decoded():
    picture = pixels_of(picture_bytes((8000, 6000), file_format="JPEG"))
    assert picture.size == (KEPT_SIDE, KEPT_SIDE * 3 // 4)


def test_a_decoder_that_hangs_is_stopped(monkeypatch):
    monkeypatch.setattr(ingest, "LONGEST", 0.01)
    with pytest.raises(ValidationError) as refusal:
        ingest.reencode(picture_bytes())
    assert refusal.value.code == "too_costly"


def test_a_decoder_that_cannot_run_says_so(monkeypatch):
    monkeypatch.setattr(ingest, "MODULE", "ccsis.media.no_such_module")
    with pytest.raises(RuntimeError):
        ingest.reencode(picture_bytes())


def test_the_decoder_knows_nothing_of_the_site(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "known to the site alone")
    assert "SECRET_KEY" not in programs.environment()
