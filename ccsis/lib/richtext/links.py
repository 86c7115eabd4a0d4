"""Links inside the site. A text keeps which piece or page is meant, as in `href="article:12"`, and not
where it is: when the text is shown, the link leads to the address of that day.
"""

import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Model

from ccsis.lib.richtext.pieces import Piece, attribute, pieces_of, together, with_attribute

SCHEMES = ("article", "page")
BEGINNINGS = tuple(f"{scheme}:" for scheme in SCHEMES)
#: Which one is meant and, perhaps, the place in it.
NAME = re.compile(rf"((?:{'|'.join(SCHEMES)}):[1-9][0-9]{{0,17}})(#[\w%:.~-]{{1,200}})?")
#: Of a text without any, nothing is asked.
SIGN = re.compile(rf'href="(?:{"|".join(SCHEMES)}):')


def is_refused(address: str) -> bool:
    """Whether it begins as an inner link does, and is none."""
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        return False
    return scheme in SCHEMES and not NAME.fullmatch(address)


def names_in(html: str) -> set[str]:
    """What a text links to: "article:12"."""
    inner = filter(_is_inner, pieces_of(html))
    return {name[1] for piece in inner if (name := _name(piece))}


def lead(rows: Iterable[Model | None], field: str = "body") -> None:
    """Let the inner links in a field of these rows lead to where they lead now; one query at most.

    For rows that are shown, never for those that are saved.
    """
    texts = [row for row in rows if row and SIGN.search(getattr(row, field))]
    addresses = addresses_of({name for row in texts for name in names_in(getattr(row, field))})
    for row in texts:
        setattr(row, field, led(getattr(row, field), addresses))


def led(html: str, addresses: Mapping[str, str]) -> str:
    """The text with these addresses, by name."""
    pieces = pieces_of(html)
    show(pieces, addresses)
    return together(pieces)


def show(pieces: list[Piece], addresses: Mapping[str, str]) -> None:
    """Write the addresses into the links; what has none is no link any more."""
    ends_too = False
    for piece in pieces:
        if _is_inner(piece):
            address = _address(piece, addresses)
            ends_too = address is None
            piece.html = "" if ends_too else with_attribute(piece.html, "href", address)
        elif piece.name == "a" and piece.closes and ends_too:
            piece.html, ends_too = "", False


def addresses_of(names: set[str]) -> dict[str, str]:
    """Where readers find these now, of what they may see.

    Each module named in INNER_LINKS knows some, by a function `addresses(names) -> dict`.
    """
    found: dict[str, str] = {}
    for module in settings.INNER_LINKS if names else ():
        found |= import_module(module).addresses(names)
    return found


def _is_inner(piece: Piece) -> bool:
    """Whether it is the tag that opens an inner link."""
    return piece.name == "a" and (attribute(piece.attributes, "href") or "").startswith(BEGINNINGS)


def _name(piece: Piece) -> re.Match | None:
    return NAME.fullmatch(attribute(piece.attributes, "href") or "")


def _address(piece: Piece, addresses: Mapping[str, str]) -> str | None:
    name = _name(piece)
    address = addresses.get(name[1]) if name else None
    return address and address + (name[2] or "")
