"""Blocks and lines: loose text becomes paragraphs, pictures leave them, empty ones go."""

from articles.wordpress.markup.tree import Element
from articles.wordpress.text import names

BLOCKS = names("blockquote figure h2 h3 h4 hr ol p table ul")
#: White space that is not empty for Python: zero-width characters and the byte order mark.
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
#: Marks that mean nothing when there is nothing in them.
HOLLOW = names("a blockquote em foot-note h2 h3 h4 ol p span strong sub sup ul")


def is_block(node) -> bool:
    return isinstance(node, Element) and node.tag in BLOCKS


def is_blank(nodes: list) -> bool:
    """Whether nothing in it can be seen."""
    root = Element("", {}, nodes)
    seen = any(element.tag in {"img", "hr"} for element in root.walk())
    return not (seen or root.text().translate(INVISIBLE).strip())


def flow(nodes: list) -> list:
    """Return blocks only: runs of loose text as paragraphs, pictures as figures, nothing empty."""
    blocks, run = [], []
    for node in nodes:
        if is_block(node):
            blocks.extend(_paragraphs(run))
            run = []
            blocks.extend(_block(node))
        else:
            run.append(node)
    return [*blocks, *_paragraphs(run)]


def inline(nodes: list) -> list:
    """Return no blocks: what was in several is parted by line breaks, pictures are left out."""
    lines = []
    for node in nodes:
        if is_block(node):
            lines.extend([*([Element("br")] if not is_blank(lines) else []), *node.children])
        else:
            lines.append(node)
    return _without_pictures(lines)


def _block(node: Element) -> list:
    if node.tag == "p":
        return _paragraphs(node.children, node.attributes)
    if node.tag in HOLLOW and is_blank([node]):
        return []
    return [node]


def _paragraphs(run: list, attributes: dict | None = None) -> list:
    """One paragraph, in pieces where pictures or blocks stand in it, each with the attributes."""
    attributes = attributes or {}
    pieces, line = [], []
    for node in run:
        pictures = _pictures(node)
        if not pictures and not is_block(node):
            line.append(node)
            continue
        if is_block(node):
            pieces.extend([*_paragraph(line, attributes), *_block(node)])
        else:
            line = [*line, *_without_pictures([node])]
            pieces.extend([*_paragraph(line, attributes), *pictures])
        line = []
    return [*pieces, *_paragraph(line, attributes)]


def _paragraph(line: list, attributes: dict) -> list:
    line = _without_outer_breaks([node for node in line if not _is_hollow(node)])
    return [] if is_blank(line) else [Element("p", dict(attributes), line)]


def _without_outer_breaks(line: list) -> list:
    while line and _is_gap(line[0]):
        line = line[1:]
    while line and _is_gap(line[-1]):
        line = line[:-1]
    if line and isinstance(line[0], str):
        line = [line[0].lstrip(" \t\n"), *line[1:]]
    if line and isinstance(line[-1], str):
        line = [*line[:-1], line[-1].rstrip(" \t\n")]
    return line


def _is_gap(node) -> bool:
    return not node.strip() if isinstance(node, str) else node.tag == "br"


def _is_hollow(node) -> bool:
    return isinstance(node, Element) and node.tag in HOLLOW and not node.text() and is_blank([node])


def _pictures(node) -> list:
    if isinstance(node, str) or node.tag == "figure":
        return []
    return [Element("figure", {}, [e]) for e in node.walk() if e.tag == "img"]


def _without_pictures(nodes: list) -> list:
    kept = []
    for node in nodes:
        if isinstance(node, str):
            kept.append(node)
        elif node.tag not in {"img", "figure"}:
            kept.append(Element(node.tag, node.attributes, _without_pictures(node.children)))
    return kept
