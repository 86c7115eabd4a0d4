"""Which files are taken, told by their first and last bytes alone: nothing is parsed here."""

from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ccsis.intake.models import Kind
from ccsis.intake.uploads.names import extension

MAX_BYTES = 10 * 1024 * 1024
EXTENSIONS = {
    "docx": Kind.DOCX,
    "odt": Kind.ODT,
    "pdf": Kind.PDF,
    "jpg": Kind.JPEG,
    "jpeg": Kind.JPEG,
    "png": Kind.PNG,
    "webp": Kind.WEBP,
}
HEAD = 256
#: The end record of a ZIP archive and the longest comment after it (APPNOTE 4.3.16), and a list of parts.
TAIL = 256 * 1024
WORD_PARTS = (b"[Content_Types].xml", b"_rels/", b"word/", b"docProps/", b"customXml/")
#: OpenDocument 1.3, part 2, section 3.3: the first part, not compressed.
ODT_TYPE = b"application/vnd.oasis.opendocument.text"


def kind_of(name: str, file: BinaryIO) -> Kind:
    """By a cleaned name and some bytes of a file, which is rewound. Raises ValidationError."""
    ending = extension(name)
    kind = EXTENSIONS.get(ending)
    if kind is None:
        raise ValidationError(
            _("Files of the kind “%(ending)s” are not taken. Send %(kinds)s."),
            code="wrong_kind",
            params={"ending": ending or "?", "kinds": in_words()},
        )
    head, tail = _ends(file)
    if not STARTS[kind](head):
        raise ValidationError(
            _("The content is not what its name says (%(ending)s). Save it anew as %(kinds)s."),
            code="wrong_content",
            params={"ending": ending, "kinds": in_words()},
        )
    _refuse_by_end(kind, tail)
    return kind


def in_words() -> str:
    return _("DOCX, ODT, PDF, JPEG, PNG or WebP")


def accept() -> str:
    """For the attribute of that name."""
    return ",".join(f".{ending}" for ending in EXTENSIONS)


def _ends(file: BinaryIO) -> tuple[bytes, bytes]:
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0, 2)
    file.seek(max(0, file.tell() - TAIL))
    tail = file.read(TAIL)
    file.seek(0)
    return head, tail


def _is_docx(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04") and head[30:].startswith(WORD_PARTS)


def _is_odt(head: bytes) -> bool:
    after = head[38 + int.from_bytes(head[28:30], "little") :]
    is_first = head.startswith(b"PK\x03\x04") and head[30:38] == b"mimetype"
    # A template or a master document has a longer type.
    return is_first and after.startswith(ODT_TYPE + b"PK")


STARTS = {
    Kind.DOCX: _is_docx,
    Kind.ODT: _is_odt,
    Kind.PDF: lambda head: head.startswith(b"%PDF-"),
    Kind.JPEG: lambda head: head.startswith(b"\xff\xd8\xff"),
    Kind.PNG: lambda head: head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR",
    Kind.WEBP: lambda head: head.startswith(b"RIFF") and head[8:12] == b"WEBP",
}
#: What a whole file of a kind has near its end.
ENDS = {Kind.DOCX: b"PK\x05\x06", Kind.ODT: b"PK\x05\x06", Kind.PDF: b"%%EOF", Kind.PNG: b"IEND"}


def _refuse_by_end(kind: Kind, tail: bytes) -> None:
    """The list of an archive's parts is near its end and tells their names as they are."""
    if ENDS.get(kind, b"") not in tail:
        raise ValidationError(
            _("The file is damaged or was cut off. Save it anew and choose it again."),
            code="damaged",
        )
    if kind == Kind.DOCX and b"word/document" not in tail:
        raise ValidationError(
            _("This is not a Word document. Save it anew as %(kinds)s."),
            code="wrong_content",
            params={"ending": "docx", "kinds": in_words()},
        )
    if kind == Kind.DOCX and b"vbaProject.bin" in tail:
        raise ValidationError(
            _("The document holds macros. Save it without them and choose it again."),
            code="macros",
        )
