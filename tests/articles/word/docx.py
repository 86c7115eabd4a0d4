"""Word files for tests, made of their parts."""

import io
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from PIL import Image

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
STYLES = {
    "Normal": ("Normal", ""),
    "Title": ("Title", ""),
    "Subtitle": ("Subtitle", ""),
    "Heading1": ("heading 1", "<w:b/>"),
    "Heading2": ("heading 2", "<w:b/>"),
    "Heading3": ("heading 3", "<w:b/>"),
    "Heading4": ("heading 4", "<w:b/>"),
    "Heading5": ("heading 5", ""),
    "Quote": ("Quote", "<w:i/>"),
    "Caption": ("caption", ""),
    "ListParagraph": ("List Paragraph", ""),
    "FootnoteText": ("footnote text", ""),
    "TOC1": ("toc 1", ""),
    "Pull": ("House pull quote", ""),
    "Secret": ("Normal (Web)", "<w:vanish/>"),
}


def r(text="", looks="", inner=""):
    """Some words that look alike. looks: the content of `w:rPr`."""
    words = f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{words}{inner}</w:r>"


def p(*content, style="", properties=""):
    """A paragraph of words, or of XML that begins with "<"."""
    inner = "".join(one if one.startswith("<") else r(one) for one in content)
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    kept = f"<w:pPr>{style}{properties}</w:pPr>" if style or properties else ""
    return f"<w:p>{kept}{inner}</w:p>"


def lang(tag, text, looks=""):
    return r(text, f'{looks}<w:lang w:val="{tag}"/>')


def listed(text, number, depth=0):
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, style="ListParagraph", properties=place)


def note(number, kind="footnote"):
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def link(identifier, text):
    return f'<w:hyperlink r:id="{identifier}">{r(text)}</w:hyperlink>'


def field(instruction, result):
    """One in parts, as Word writes them."""
    mark = '<w:fldChar w:fldCharType="{}"/>'
    told = f'<w:instrText xml:space="preserve">{escape(instruction)}</w:instrText>'
    marks = [mark.format(kind) for kind in ("begin", "separate", "end")]
    return r(inner=marks[0]) + r(inner=told) + r(inner=marks[1]) + r(result) + r(inner=marks[2])


def cell(*content, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


def row(*cells, properties=""):
    made = "".join(one if one.startswith("<w:tc>") else cell(p(one)) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def table(*rows):
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


HEAD = "<w:tblHeader/>"


def picture(identifier, alt="", *, attribute="embed", decorative=False, shown="", named=""):
    """shown: XML behind the picture that says how it is shown; named: attributes of another name."""
    mark = '<adec:decorative val="1"/>' if decorative else ""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture" descr={quoteattr(alt)}>'
        f"<a:extLst>{mark}</a:extLst></wp:docPr><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:{attribute}="{identifier}"/>{shown}</pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def png(colour="#336699", size=(60, 40)):
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return buffer.getvalue()


def story(name, content):
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {SPACES}>{content}</w:{name}>'


def notes(kind, found):
    """found: paragraphs, or words, by number."""
    every = "".join(
        f'<w:{kind} w:id="{number}">{one if one.startswith("<") else p(one)}</w:{kind}>'
        for number, one in found.items()
    )
    separator = f'<w:{kind} w:type="separator" w:id="-1"><w:p/></w:{kind}>'
    return story(f"{kind}s", separator + every)


def relationships(entries):
    """entries: (type, target) by id; a target after "!" is outside of the file."""
    told = "".join(_relationship(number, *entry) for number, entry in entries.items())
    return f'<Relationships xmlns="{RELATIONSHIPS}">{told}</Relationships>'


def _relationship(number, kind, target):
    place = ' TargetMode="External"' if target.startswith("!") else ""
    address = quoteattr(target.removeprefix("!"))
    return f'<Relationship Id="{number}" Type="{OFFICE}/{kind}" Target={address}{place}/>'


def styles(language="en-GB"):
    every = "".join(_style(key, name, looks) for key, (name, looks) in STYLES.items())
    said = f'<w:rPr><w:lang w:val="{language}"/></w:rPr>'
    default = f"<w:docDefaults><w:rPrDefault>{said}</w:rPrDefault></w:docDefaults>"
    return story("styles", default + every)


def _style(key, name, looks):
    is_first = key == "Normal"
    default = ' w:default="1"' if is_first else ""
    based = "" if is_first else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"{default}><w:name w:val="{name}"/>{based}'
        f"<w:rPr>{looks}</w:rPr></w:style>"
    )


def numbering():
    """1: points, 2: numbers."""
    lists = ""
    for number, kind in (("1", "bullet"), ("2", "decimal")):
        levels = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="{kind}"/></w:lvl>' for depth in range(9)
        )
        lists += f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'
    lists += "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in ("1", "2")
    )
    return story("numbering", lists)


def docx(
    *body,
    footnotes=None,
    endnotes=None,
    comments=None,
    media=None,
    related=None,
    language="en-GB",
    parts=None,
    main=MAIN,
):
    """The bytes of a file. media: content by name; parts: what else is in it, or instead."""
    entries = {"s": ("styles", "styles.xml"), "n": ("numbering", "numbering.xml")}
    made = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": relationships({"d": ("officeDocument", "word/document.xml")}),
        "word/document.xml": story("document", f"<w:body>{''.join(body)}<w:sectPr/></w:body>"),
        "word/styles.xml": styles(language),
        "word/numbering.xml": numbering(),
    }
    for kind, found in (("footnote", footnotes), ("endnote", endnotes)):
        if found:
            entries[kind] = (f"{kind}s", f"{kind}s.xml")
            made[f"word/{kind}s.xml"] = notes(kind, found)
    if comments:
        entries["comments"] = ("comments", "comments.xml")
        told = "".join(
            f'<w:comment w:id="{number}" w:author="Avery Example">{p(said)}</w:comment>'
            for number, said in comments.items()
        )
        made["word/comments.xml"] = story("comments", told)
    for name, content in (media or {}).items():
        entries[name.partition(".")[0]] = ("image", f"media/{name}")
        made[f"word/media/{name}"] = content
    made["word/_rels/document.xml.rels"] = relationships(entries | (related or {}))
    return packed(made | (parts or {}))


def packed(parts):
    """parts: content by name; None leaves one out."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if content is not None:
                # The same parts make the same file, whenever that is.
                archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return file.getvalue()
