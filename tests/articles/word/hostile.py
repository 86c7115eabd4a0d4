"""Files that harm, or try to: each with the code of the refusal, or None where it is read harmlessly."""

import io
import struct
import warnings
from zipfile import ZIP_DEFLATED, ZipFile

from tests.articles.word.docx import (
    MAIN,
    SPACES,
    cell,
    docx,
    field,
    lang,
    link,
    note,
    notes,
    p,
    packed,
    picture,
    r,
    relationships,
    row,
    story,
    table,
)

XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


def document(head, inner):
    return f"{head}<w:document {SPACES}><w:body><w:p><w:r><w:t>{inner}</w:t></w:r></w:p></w:body></w:document>"


def nested(depth):
    inner = p("Inside.")
    for _ in range(depth):
        inner = table(row(cell(inner + p())))
    return docx(inner)


def bomb():
    """Some 200 MB in a few hundred kB."""
    return docx(parts={"word/document.xml": b" " * 200_000_000})


def lying_bomb():
    """Its list says that a part is small; unpacked it is not."""
    content = bytearray(docx(parts={"word/media/a.xml": b" " * 70_000_000}))
    at = content.rfind(b"word/media/a.xml") - 46
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(content)


def many_parts():
    return docx(parts={f"word/media/{n}.xml": b"" for n in range(2_500)})


def twice_the_same_name():
    file = io.BytesIO(docx(p("One.")))
    with ZipFile(file, "a", ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", document("", "Two."))
    return file.getvalue()


REFUSED = {
    "external entity": (
        lambda: docx(parts={"word/document.xml": document(XXE, "&e;")}),
        "entities",
    ),
    "external entity in styles": (
        lambda: docx(p("A."), parts={"word/styles.xml": f"{XXE}<w:styles {SPACES}>&e;</w:styles>"}),
        "entities",
    ),
    "billion laughs": (
        lambda: docx(parts={"word/document.xml": document(LAUGHS, "&j;")}),
        "entities",
    ),
    "bomb": (bomb, "bomb"),
    "lying bomb": (lying_bomb, "damaged"),
    "many parts": (many_parts, "too_many_parts"),
    "path traversal": (lambda: docx(p("A."), parts={"../../etc/cron.d/x": b"x"}), "unsafe_names"),
    "absolute path": (lambda: docx(p("A."), parts={"/etc/passwd": b"x"}), "unsafe_names"),
    "macros": (lambda: docx(p("A."), parts={"word/vbaProject.bin": b"x"}), "macros"),
    "macros by type": (
        lambda: docx(p("A."), main=MAIN.replace("document.main", "document.macroEnabled.main")),
        "macros",
    ),
    "program": (
        lambda: docx(p("A."), parts={"word/media/a.png": b"\x7fELF" + b"x" * 99}),
        "program_inside",
    ),
    "no document": (lambda: packed({"a.txt": b"x", "[Content_Types].xml": "<Types/>"}), "no_word"),
    "a spreadsheet": (
        lambda: packed(
            {
                "[Content_Types].xml": "<Types/>",
                "_rels/.rels": relationships({"d": ("officeDocument", "xl/workbook.xml")}),
                "xl/workbook.xml": "<workbook/>",
            }
        ),
        "no_word",
    ),
    "broken XML": (lambda: docx(parts={"word/document.xml": "<w:document><w:p>"}), "broken"),
    "no XML": (lambda: docx(parts={"word/document.xml": b"\x00\x01\x02"}), "broken"),
    "empty part": (lambda: docx(parts={"word/document.xml": b""}), "broken"),
    "broken notes": (lambda: docx(p("A."), parts={"word/footnotes.xml": "<w:footnotes"}), "broken"),
    "no body": (lambda: docx(parts={"word/document.xml": story("document", "")}), "no_word"),
    "cut off": (lambda: docx(p("A."))[:-200], "damaged"),
    "nothing but a signature": (lambda: b"PK\x03\x04", "damaged"),
    "nested tables": (lambda: nested(60), "too_deep"),
    "nested elements": (
        lambda: docx(parts={"word/document.xml": "<a>" * 20_000 + "</a>" * 20_000}),
        "too_deep",
    ),
    "ten thousand notes": (
        lambda: docx(
            p(*(note(n) for n in range(10_000))), footnotes=dict.fromkeys(range(10000), "A note.")
        ),
        "too_many_notes",
    ),
    "two documents": (twice_the_same_name, "ambiguous"),
}

#: Read, with nothing of the harm in the result.
HARMLESS = {
    "script in a link": lambda: docx(
        p(link("x", "Press"), link("y", "Look")),
        related={
            "x": ("hyperlink", "!javascript:alert(1)"),
            "y": ("hyperlink", "!java\tscript:alert(1)"),
        },
    ),
    "script in a field": lambda: docx(p(field(' HYPERLINK "javascript:alert(1)" ', "Press"))),
    "markup as words": lambda: docx(p(r("<script>alert(1)</script><img src=x onerror=alert(1)>"))),
    "external picture": lambda: docx(
        p("A.", picture("x", attribute="link")),
        related={"x": ("image", "!http://127.0.0.1:9/never.png")},
    ),
    "external template and styles": lambda: docx(
        p("A."),
        related={
            "t": ("attachedTemplate", "!http://127.0.0.1:9/never.dotm"),
            "s2": ("styles", "!http://127.0.0.1:9/never.xml"),
        },
    ),
    "included file": lambda: docx(
        p(field(' INCLUDETEXT "/etc/passwd" ', "result"), field(" DDEAUTO cmd /k calc ", "calc"))
    ),
    "target outside": lambda: docx(
        p("A.", picture("x")), related={"x": ("image", "../../../../etc/passwd")}
    ),
    "picture in no folder of the file": lambda: docx(
        p("A.", picture("x")), related={"x": ("image", "/etc/passwd")}
    ),
    "styles in a ring": lambda: docx(
        p("A.", style="One"),
        parts={
            "word/styles.xml": story(
                "styles",
                '<w:style w:type="paragraph" w:styleId="One"><w:basedOn w:val="Two"/></w:style>'
                '<w:style w:type="paragraph" w:styleId="Two"><w:basedOn w:val="One"/></w:style>',
            )
        },
    ),
    "wrong numbers": lambda: docx(
        p("A.", properties='<w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr>'),
        table(row(cell(p("B."), properties='<w:gridSpan w:val="99999999"/>'))),
        p(r(inner='<w:sym w:font="Wingdings" w:char="zz"/>'), note("no such")),
        p(r(inner='<w:fldChar w:fldCharType="end"/>'), r("C.")),
    ),
    "a field that never ends": lambda: docx(
        p(r(inner='<w:fldChar w:fldCharType="begin"/>'), "Swallowed."), p("Not swallowed.")
    ),
    "a note that calls itself": lambda: docx(
        p("A.", note(1)),
        parts={"word/footnotes.xml": notes("footnote", {1: p("B.", note(1))})},
    ),
    "a language that is none": lambda: docx(p(lang("no language", "A."))),
}
