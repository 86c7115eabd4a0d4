"""Which files are read at all, told by their name, size and first bytes; nothing is parsed here."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from articles.word.sentences import REFUSALS
from ccsis.intake.uploads.names import clean_name, extension

MAX_BYTES = 20 * 1024 * 1024
#: Of an archive, and of the container of old Office files, which encrypted new ones come in too.
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The name of what is encrypted, in a container: [MS-OFFCRYPTO] 2.3.4.4.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#: What people have instead, and how to come to a .docx.
OTHERS = {
    "doc": _("This is a file of Word 2003 or older (.doc). Open it in Word and save it as .docx."),
    "docm": _("A .docm file holds macros. Save it in Word as “Word document (.docx)”."),
    "dotm": _("This is a template with macros (.dotm). Save the document itself as .docx."),
    "dotx": _("This is a template (.dotx). Save the document itself as .docx."),
    "odt": _("This is an OpenDocument text (.odt). Open it and save it as Word 2007–365 (.docx)."),
    "pages": _("This is a file of Apple Pages. Export it to Word (.docx)."),
    "pdf": _(
        "A PDF has lost headings and notes. Ask for the Word file (.docx) that it was made of."
    ),
    "rtf": _("This is a Rich Text file (.rtf). Open it in Word and save it as .docx."),
}


def refuse_unfit(file: UploadedFile) -> None:
    """Raise ValidationError, with a sentence for the sender, for what is no .docx."""
    ending = extension(clean_name(file.name))
    if ending in OTHERS:
        raise ValidationError(OTHERS[ending], code="wrong_kind")
    if ending != "docx":
        message = _("Only Word documents (.docx) are taken in here.")
        raise ValidationError(message, code="wrong_kind")
    if file.size > MAX_BYTES:
        message = _("The file has more than %(limit)d MB. Make its pictures smaller.")
        params = {"limit": MAX_BYTES // 1024 // 1024}
        raise ValidationError(message, code="too_many_bytes", params=params)
    _refuse_by_content(file)


def _refuse_by_content(file: UploadedFile) -> None:
    file.seek(0)
    content = file.read()
    file.seek(0)
    if content.startswith(OLE):
        code = "encrypted" if ENCRYPTED in content else "old"
        raise ValidationError(REFUSALS["encrypted"] if code == "encrypted" else OTHERS["doc"], code)
    if not content.startswith(ZIP):
        message = _("The name says .docx, but the content is something else.")
        raise ValidationError(message, code="wrong_content")
