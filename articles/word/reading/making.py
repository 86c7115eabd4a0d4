"""The new file that the converting library is given: only elements that are made here."""

import io
from xml.etree.ElementTree import Element, SubElement, tostring
from zipfile import ZIP_STORED, ZipFile

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
#: The lists that there are: with points and with numbers, each as deep as the library reads.
BULLETS, NUMBERS, DEEPEST_LIST = "1", "2", 4


def make(name: str, *children: Element, **attributes: str) -> Element:
    """attributes: of the same prefix as the element; `val` is `w:val`."""
    prefix = name.partition(":")[0]
    made = Element(name, {f"{prefix}:{key}": value for key, value in attributes.items()})
    made.extend(children)
    return made


def paragraph(style: str, listed: tuple[str, int] | None = None) -> Element:
    """listed: the list it is in and how deep."""
    properties = make("w:pPr", make("w:pStyle", val=style))
    if listed:
        depth = make("w:ilvl", val=str(min(listed[1], DEEPEST_LIST)))
        properties.append(make("w:numPr", depth, make("w:numId", val=listed[0])))
    return make("w:p", properties)


def picture(number: int) -> Element:
    """One of the pictures; its description is its number, by which the result names it."""
    blip = make("pic:blipFill", make("a:blip"))
    blip[0].set("r:embed", f"picture{number}")
    data = make("a:graphicData", make("pic:pic", blip))
    named = Element("wp:docPr", {"descr": str(number)})
    return make("w:r", make("w:drawing", make("wp:inline", named, make("a:graphic", data))))


def archive(
    body: list[Element],
    notes: dict[str, list[Element]],
    links: dict[str, str],
    pictures: int,
    styles: dict[str, str],
) -> io.BytesIO:
    """links: addresses by id; styles: kinds ("paragraph", "character") by name."""
    file = io.BytesIO()
    related = _related(links, pictures)
    with ZipFile(file, "w", ZIP_STORED) as made:
        made.writestr("[Content_Types].xml", _written(Element("Types", {"xmlns": TYPES})))
        made.writestr("word/document.xml", _story("w:document", [make("w:body", *body)]))
        made.writestr("word/styles.xml", _story("w:styles", _styles(styles)))
        made.writestr("word/numbering.xml", _story("w:numbering", _lists()))
        made.writestr("word/_rels/document.xml.rels", related)
        for kind, found in notes.items():
            made.writestr(f"word/{kind}s.xml", _story(f"w:{kind}s", found))
            made.writestr(f"word/_rels/{kind}s.xml.rels", related)
    file.seek(0)
    return file


def _story(name: str, children: list[Element]) -> bytes:
    root = Element(name, {f"xmlns:{prefix}": space for prefix, space in SPACES.items()})
    root.extend(children)
    return _written(root)


def _written(root: Element) -> bytes:
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _related(links: dict[str, str], pictures: int) -> bytes:
    root = Element("Relationships", {"xmlns": RELATIONSHIPS})
    for number, address in links.items():
        SubElement(root, "Relationship", {"Id": number, "Type": "link", "Target": address})
    for number in range(1, pictures + 1):
        entry = {"Id": f"picture{number}", "Type": "image", "Target": f"{number}.png"}
        SubElement(root, "Relationship", entry)
    return _written(root)


def _styles(styles: dict[str, str]) -> list[Element]:
    return [
        make("w:style", make("w:name", val=name), type=kind, styleId=name)
        for name, kind in styles.items()
    ]


def _lists() -> list[Element]:
    kinds = {BULLETS: "bullet", NUMBERS: "decimal"}
    levels = range(DEEPEST_LIST + 1)
    abstract = [
        make(
            "w:abstractNum",
            *(make("w:lvl", make("w:numFmt", val=kind), ilvl=str(level)) for level in levels),
            abstractNumId=number,
        )
        for number, kind in kinds.items()
    ]
    numbers = [make("w:num", make("w:abstractNumId", val=number), numId=number) for number in kinds]
    return [*abstract, *numbers]
