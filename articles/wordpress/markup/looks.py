"""How words look apart from their marks: colour, size, place. The design of this site decides it."""

from collections import Counter
from html import unescape

from articles.wordpress.markup.hostile import pairs_of, tags_of
from articles.wordpress.markup.tree import TAGS
from articles.wordpress.text import names

STYLES = names(
    "background background-color color direction font-family font-size font-style font-weight "
    "text-align text-decoration text-transform vertical-align"
)
ATTRIBUTES = names("align bgcolor color dir face size")
#: Values that change nothing.
PLAIN = names("400 auto baseline inherit initial left ltr none normal start transparent")


def looks_of(markup: str) -> Counter:
    """Count, by name, the styles and attributes that show and are not kept."""
    found = Counter()
    for tag, attributes in tags_of(markup):
        if tag == "ol" and "reversed" in attributes.lower().split():
            found["reversed"] += 1
        if tag in TAGS:
            for name, value in pairs_of(attributes):
                found.update(_looks(tag, name, unescape(value)))
    return found


def _looks(tag: str, name: str, value: str) -> list[str]:
    if name == "style":
        declared = (declaration.partition(":") for declaration in value.lower().split(";"))
        return [s.strip() for s, _colon, v in declared if s.strip() in STYLES and _shows(v)]
    is_shown = name in ATTRIBUTES or (tag, name) == ("li", "value")
    return [name] if is_shown and _shows(value) else []


def _shows(value: str) -> bool:
    return value.partition("!")[0].strip().lower() not in PLAIN | {""}
