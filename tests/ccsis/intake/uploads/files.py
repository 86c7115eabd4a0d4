"""Files made by code: honest ones, and hostile ones that are small on the disk."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from tests.factories import picture_bytes

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="{}"/></Types>'
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p>{}</w:p></w:body></w:document>"
)
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def upload(name="letter.pdf", content=None):
    """As a browser sends it."""
    return SimpleUploadedFile(name, pdf() if content is None else content)


def zipped(parts: dict, *, method=zipfile.ZIP_DEFLATED, stored=()) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name in stored else method)
    return buffer.getvalue()


def docx(extra=(), *, body="<w:r><w:t>Dear colleagues</w:t></w:r>", main=WORD, **options) -> bytes:
    parts = {
        "[Content_Types].xml": CONTENT_TYPES.format(main),
        "_rels/.rels": relationships(("officeDocument", "word/document.xml", "")),
        "word/document.xml": BODY.format(body),
    }
    return zipped(parts | dict(extra), **options)


def relationships(*rows) -> str:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    lines = (
        f'<Relationship Id="r{number}" Type="{kinds}{kind}" Target="{target}" {mode}/>'
        for number, (kind, target, mode) in enumerate(rows)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(lines)}</Relationships>'


def linked(kind: str, target: str) -> bytes:
    """A Word document that names something elsewhere."""
    rels = relationships((kind, target, 'TargetMode="External"'))
    return docx({"word/_rels/document.xml.rels": rels})


def odt(extra=(), *, content="<text:p>Dear colleagues</text:p>", kind=ODT_TYPE) -> bytes:
    names = ["office", "text", "draw", "script"]
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)
    body = (
        f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:body>{content}</office:body></office:document-content>"
    )
    return zipped({"mimetype": kind, "content.xml": body} | dict(extra), stored=("mimetype",))


def pdf(change=lambda writer: None, **options) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    change(writer)
    if options:
        writer.encrypt(**options)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def with_opening(kind: str, **values):
    """A change of a PDF: an action when it is opened."""

    def change(writer):
        texts = {NameObject(f"/{key}"): TextStringObject(value) for key, value in values.items()}
        action = DictionaryObject({NameObject("/S"): NameObject(kind)} | texts)
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)

    return change


def with_attachment(writer):
    writer.add_attachment("payload.exe", b"MZ")


def with_distant_kind(writer):
    """An action whose kind is written somewhere else."""
    kind = writer._add_object(NameObject("/GoToE"))
    action = DictionaryObject({NameObject("/S"): kind})
    writer.root_object[NameObject("/A")] = action


def png_of(width: int, height: int) -> bytes:
    """Declares that many pixels and has none of them."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    image = chunk(b"IDAT", zlib.compress(b""))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + image + chunk(b"IEND", b"")


def webp() -> bytes:
    return picture_bytes(file_format="WEBP")


def photograph() -> bytes:
    """With what the camera noted."""
    exif = Pillow.Exif()
    exif[0x010F] = "Maker of cameras"
    return picture_bytes(file_format="JPEG", exif=exif, comment=b"the owner")


def bomb() -> bytes:
    """Unpacks to 70 MB."""
    return docx({"word/media/zeros.bin": bytes(70 * 1024 * 1024)})


def renamed_in_place(data: bytes, old: bytes, new: bytes) -> bytes:
    """Names of a part changed in both headers; of the same length."""
    assert len(old) == len(new)
    return data.replace(old, new)


def overlapping() -> bytes:
    """Two parts of the list lead to the same place."""
    data = docx({"word/a.txt": "same", "word/b.txt": "same"})
    at = data.rfind(b"word/b.txt")
    first = data.find(b"word/a.txt") - 30
    place = at - 46 + 42
    return data[:place] + struct.pack("<I", first) + data[place + 4 :]


def lying() -> bytes:
    """A part that says it has 10 bytes and has a million."""
    data = docx({"word/media/x.bin": bytes(1_000_000)})
    return data.replace(struct.pack("<I", 1_000_000), struct.pack("<I", 10))
