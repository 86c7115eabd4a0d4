"""From the new file to HTML, by mammoth, which sees nothing but what `making` wrote."""

from collections.abc import Iterable
from typing import BinaryIO
from xml.etree.ElementTree import Element

import mammoth
from defusedxml.ElementTree import fromstring

#: Styles of paragraphs in the new file to the elements that they become.
PARAGRAPHS = {
    "title": "h1.title",
    "subtitle": "h1.subtitle",
    "quote": "blockquote > p",
    "caption": "p.caption",
    **{f"h{level}": f"h{min(level + 1, 6)}.level{level}" for level in range(1, 10)},
}
LANGUAGE = "language "


def styles(languages: Iterable[str]) -> dict[str, str]:
    """All styles of the new file: kinds by name."""
    words = {f"{LANGUAGE}{tag}": "character" for tag in languages}
    return dict.fromkeys(["p", *PARAGRAPHS], "paragraph") | words


def convert(file: BinaryIO, languages: Iterable[str]) -> Element:
    """The text in a `div`. Pictures are named by their numbers in `alt`."""
    rules = [f"p[style-name='{name}'] => {path}:fresh" for name, path in PARAGRAPHS.items()]
    rules += [f"r[style-name='{LANGUAGE}{tag}'] => span[lang='{tag}']" for tag in languages]
    result = mammoth.convert_to_html(
        file,
        style_map="\n".join(rules),
        convert_image=mammoth.images.img_element(lambda image: {}),
        include_embedded_style_map=False,
        external_file_access=False,
    )
    return fromstring(f"<div>{result.value}</div>")
