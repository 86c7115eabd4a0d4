"""What the check finds. The same functions run in a process of its own (`test_checking`)."""

import io

import pytest

from ccsis.intake.models import Verdict
from ccsis.intake.uploads.inspection import documents, pdfs, pictures
from ccsis.intake.uploads.reasons import WORDS, verdict_of
from tests.ccsis.intake.uploads import files
from tests.factories import picture_bytes

ENTITY = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
EXTERNAL_ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
PROGRAM = b"MZ" + bytes(80) + b"PE\x00\x00"
DDE = "<w:instrText> DDEAU</w:instrText><w:instrText>TO c:\\\\x</w:instrText>"
ELSEWHERE = '<draw:image xlink:href="https://example.org/pixel.png"/>'
LISTENER = '<script:event-listener xlink:href="vnd.sun.star.script:x"/>'
UNREACHED = b"\n9 0 obj << /S /J#61vaScript /JS (x) >> endobj\n%%EOF\n"

DOCUMENTS = {
    "an honest Word document": (files.docx(), set()),
    "a Word document with a link": (files.linked("hyperlink", "https://example.org/"), set()),
    "an honest OpenDocument text": (files.odt(), set()),
    "an OpenDocument text with a link": (
        files.odt(content='<text:a xlink:href="https://example.org/">x</text:a>'),
        set(),
    ),
    "an empty part, as LibreOffice writes them": (
        files.odt({"Configurations2/accelerator/current.xml": ""}),
        set(),
    ),
    "a document without its text": (files.zipped({"_rels/.rels": "<x/>"}), {"damaged"}),
    "a page of HTML within": (
        files.docx(
            {"word/_rels/document.xml.rels": files.relationships(("aFChunk", "x.html", ""))}
        ),
        {"embedded_objects"},
    ),
    "macros of Word": (
        files.docx({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        {"macros", "embedded_objects"},
    ),
    "macros by their type alone": (files.docx(main=files.MACRO_WORD), {"macros"}),
    "macros of LibreOffice": (files.odt({"Basic/Standard/Module1.xml": "<x/>"}), {"macros"}),
    "a script of LibreOffice": (files.odt({"Scripts/python/x.py": "x"}), {"macros"}),
    "a macro bound to an event": (files.odt(content=LISTENER), {"macros"}),
    "a file that unpacks to much more": (files.bomb(), {"bomb"}),
    "a part that lies about its size": (files.lying(), {"damaged"}),
    "parts upon one another": (files.overlapping(), {"hidden_data", "overlapping"}),
    "too many parts": (
        files.docx({f"word/{number}.txt": "" for number in range(2100)}),
        {"too_many_parts"},
    ),
    "a name that climbs": (files.docx({"../../etc/passwd.txt": "x"}), {"unsafe_names"}),
    "an absolute name": (files.docx({"/etc/passwd.txt": "x"}), {"unsafe_names"}),
    "a name of a drive": (files.docx({"C:/x.txt": "x"}), {"unsafe_names"}),
    "a name with a NUL": (
        files.renamed_in_place(files.docx({"word/aQb.txt": "x"}), b"aQb.txt", b"a\x00b.txt"),
        {"unsafe_names"},
    ),
    "two parts of a name": (
        files.renamed_in_place(files.docx({"word/documenQ.xml": "<x/>"}), b"documenQ", b"document"),
        {"ambiguous"},
    ),
    "an archive within": (files.docx({"word/media/x.bin": files.docx()}), {"archive_inside"}),
    "an object of another program": (
        files.docx({"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}),
        {"embedded_objects"},
    ),
    "a program within": (files.docx({"word/media/image1.png": PROGRAM}), {"program_inside"}),
    "a template from elsewhere": (
        files.linked("attachedTemplate", "https://example.org/x.dotm"),
        {"external_content"},
    ),
    "a picture from elsewhere": (
        files.linked("image", "//example.org/pixel.png"),
        {"external_content"},
    ),
    "a picture from elsewhere in OpenDocument": (
        files.odt(content=ELSEWHERE),
        {"external_content"},
    ),
    "a field that starts a program": (files.docx(body=DDE), {"active_fields"}),
    "entities": (files.docx({"word/styles.xml": ENTITY}), {"entities"}),
    "entities from outside": (files.odt({"styles.xml": EXTERNAL_ENTITY}), {"entities"}),
    "a page after the end": (files.docx() + b"<html>", {"hidden_data"}),
    "a page before the list": (
        files.docx().replace(b"PK\x01\x02", b"<script>alert(1)</script>" * 9 + b"PK\x01\x02", 1),
        {"hidden_data", "overlapping"},
    ),
    "half a document": (files.docx()[:400], {"damaged"}),
    "XML that is none": (files.docx({"word/styles.xml": "<x>"}), {"unreadable"}),
    "a drawing with a script": (
        files.docx({"word/media/x.svg": "<svg><script>alert(1)</script></svg>"}),
        {"javascript"},
    ),
}
PDFS = {
    "an honest PDF": (files.pdf(), set()),
    "a PDF that goes to a page": (files.pdf(files.with_opening("/GoTo")), set()),
    "a PDF encrypted against changes only": (
        files.pdf(user_password="", owner_password="x", algorithm="AES-256"),
        set(),
    ),
    "a PDF with a password": (
        files.pdf(user_password="x", algorithm="AES-256"),
        {"encrypted"},
    ),
    "JavaScript": (
        files.pdf(files.with_opening("/JavaScript", JS="app.alert(1)")),
        {"javascript", "opens_by_itself"},
    ),
    "a program that is started": (
        files.pdf(files.with_opening("/Launch", F="calc.exe")),
        {"launches", "opens_by_itself"},
    ),
    "an address that is opened": (
        files.pdf(files.with_opening("/URI", URI="https://example.org/")),
        {"opens_by_itself"},
    ),
    "a kind of action that is an object of its own": (
        files.pdf(files.with_distant_kind),
        {"launches"},
    ),
    "an attachment": (files.pdf(files.with_attachment), {"embedded_objects"}),
    "JavaScript that no table names": (files.pdf() + UNREACHED, {"javascript", "unreadable"}),
    "a page after the end": (
        files.pdf() + b"<html><script>alert(1)</script>",
        {"hidden_data", "second_format"},
    ),
    "a page at the beginning": (
        files.pdf().replace(b"\n", b"\n%<script>alert(1)</script>\n", 1),
        {"second_format"},
    ),
    "an archive after the end": (files.pdf() + files.docx(), {"hidden_data", "second_format"}),
    "half a PDF": (files.pdf()[:200] + b"%%EOF", {"unreadable"}),
    "a PDF of nothing": (b"%PDF-1.7\n%%EOF", {"unreadable"}),
}
PICTURES = {
    "an honest PNG": ("png", picture_bytes(), set()),
    "an honest photograph": ("jpeg", files.photograph(), set()),
    "an honest WebP": ("webp", files.webp(), set()),
    "a PNG with an archive behind": ("png", picture_bytes() + files.docx(), set()),
    "more pixels than anybody needs": ("png", files.png_of(30_000, 30_000), {"too_many_pixels"}),
    "half a picture": ("png", picture_bytes((300, 300))[:200], {"damaged"}),
    "a picture without its pixels": ("png", files.png_of(50, 50), {"damaged"}),
    "another kind of picture": ("png", picture_bytes(file_format="GIF"), {"damaged"}),
}


@pytest.mark.parametrize(("data", "found"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_is_looked_into(data, found):
    kind = "odt" if b"mimetype" in data[:60] else "docx"
    assert documents.look(io.BytesIO(data), kind) == found


@pytest.mark.parametrize(("data", "found"), PDFS.values(), ids=PDFS)
def test_a_pdf_is_looked_into(data, found):
    assert pdfs.look(io.BytesIO(data)) == found


@pytest.mark.parametrize(("kind", "data", "found"), PICTURES.values(), ids=PICTURES)
def test_a_picture_is_looked_into_and_written_anew(kind, data, found):
    copy = io.BytesIO()
    assert pictures.look(io.BytesIO(data), kind, copy) == found
    assert bool(copy.getvalue()) is not bool(found)


def test_every_finding_has_words_and_a_verdict():
    tables = [*DOCUMENTS.values(), *PDFS.values(), *PICTURES.values()]
    codes = set().union(*(row[-1] for row in tables))
    assert codes <= WORDS.keys()
    assert verdict_of([]) == Verdict.CLEAN
    assert verdict_of(["javascript"]) == Verdict.SUSPICIOUS
    assert verdict_of(["javascript", "bomb"]) == Verdict.REFUSED
