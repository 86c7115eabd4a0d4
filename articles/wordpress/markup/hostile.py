"""What of an item's markup is dangerous or foreign, named and counted for the report.

This only reads, in one pass however broken the markup is; what goes, the sanitiser decides.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

from django.utils.translation import gettext as _

from articles.wordpress.markup.tree import SCHEMES, TAGS
from articles.wordpress.text import names

#: Dropped without a word: they say nothing about the text.
HARMLESS = names("base body col colgroup data head html link meta o:p rp rt wbr")
#: Boxes around words, which nobody sees in a line of plain words.
BOXES = names("article aside div footer header main nav p section span")
ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "background", "xlink:href"}
NAME = re.compile(r"[a-zA-Z][^\s/<>]{0,40}")
#: The rest of a tag up to its end, which a quoted > is not.
REST = re.compile(r"(?:[^>\"']|\"[^\"]*\"|'[^']*')*\"?")
ATTRIBUTE = re.compile(
    r"(?<![^\s\"'/])([^\s\"'<>/=]{1,60})\s*=\s*(?:\"([^\"]*)\"?|'([^']*)'?|([^\s>\"']*))"
)
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
#: Browsers skip these inside an address.
SKIPPED = re.compile(r"[\x00-\x20]+")


def removed_from(markup: str) -> Counter:
    """Count, by a name for staff, the elements, attributes and addresses that will be removed."""
    found = Counter()
    for tag, attributes in tags_of(markup):
        if tag not in TAGS and tag not in HARMLESS:
            found[_("%(name)s element") % {"name": tag[:30]}] += 1
        found.update(filter(None, (_label(tag, *pair) for pair in pairs_of(attributes))))
    if "<!--" in markup.rpartition("-->")[2]:
        found[_("unclosed comment with all that follows it")] = 1
    return found


def lost_in_plain(markup: str) -> Counter:
    """Count what a title or excerpt loses, by a name for staff, when only its words are kept."""
    marks = Counter(tag for tag, _attributes in tags_of(markup) if tag in TAGS - BOXES)
    return removed_from(markup) + marks


def tags_of(markup: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each element that is opened, and the text of its attributes."""
    for piece in _without_comments(markup).split("<")[1:]:
        if name := NAME.match(piece):
            yield name[0].lower(), REST.match(piece, name.end())[0]


def pairs_of(attributes: str) -> Iterator[tuple[str, str]]:
    for match in ATTRIBUTE.finditer(attributes):
        yield match[1].lower(), match[2] or match[3] or match[4] or ""


def _without_comments(markup: str) -> str:
    first, *others = markup.split("<!--")
    return first + "".join(other.partition("-->")[2] for other in others)


def _label(tag: str, name: str, value: str) -> str:
    if name.startswith("on"):
        return _("%(name)s attribute") % {"name": name[:30]}
    if name not in ADDRESSES or tag not in TAGS:
        return ""
    scheme = SCHEME.match(SKIPPED.sub("", unescape(value)).lower())
    # Pictures report for themselves what becomes of them.
    if not scheme or scheme[1] in SCHEMES or (tag, scheme[1]) == ("img", "data"):
        return ""
    return _("%(name)s: address") % {"name": scheme[1][:30]}
