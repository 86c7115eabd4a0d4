"""Ways through elements whose names have prefixes, which ElementTree's own paths would look up."""

from xml.etree.ElementTree import Element

#: The elements that hold words.
TEXT = {"m:t", "w:delText", "w:t"}


def first(parent: Element | None, path: str) -> Element | None:
    """The first child of a name, or its child ("w:pPr/w:rPr"); None where one is missing."""
    for name in path.split("/"):
        parent = (
            next((one for one in parent if one.tag == name), None) if parent is not None else None
        )
    return parent


def children(parent: Element | None, name: str) -> list[Element]:
    return [one for one in parent if one.tag == name] if parent is not None else []


def value(parent: Element | None, path: str) -> str:
    """The `w:val` of such a child; "" without one."""
    found = first(parent, path)
    return found.get("w:val", "") if found is not None else ""


def is_on(said: str | None) -> bool:
    """Of a switch (ECMA-376, part 1, section 22.9.2.7); it may be there without a value."""
    return said is not None and said not in {"0", "false", "none", "off"}
