"""Words as HTML, with marks around what was inserted or removed."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.utils.html import escape
from django.utils.translation import gettext

from ccsis.lib.differences.blocks import Token
from ccsis.lib.richtext.links import SIGN
from ccsis.lib.richtext.notes import NAME as NOTE
from ccsis.lib.richtext.pieces import attribute


def plain(tokens: Iterable[Token]) -> str:
    """The words as they stand, in their inline elements."""
    grouped = groupby(tokens, key=lambda token: token.within)
    return "".join(_around("".join(t.html for t in group), within) for within, group in grouped)


def inserted(tokens: list[Token]) -> str:
    return _marked("ins", gettext("[inserted:"), tokens)


def removed(tokens: list[Token]) -> str:
    return _marked("del", gettext("[removed:"), tokens)


def replaced(old: list[Token], new: list[Token]) -> str:
    """What was there and what stands in its place; where the words are the same, also what is not."""
    return removed([*old, *_unseen(old, new)]) + inserted([*new, *_unseen(new, old)])


def _marked(name: str, said: str, tokens: list[Token]) -> str:
    """A mark that is heard too: screen readers do not tell `ins` and `del` by themselves."""
    if not tokens:
        return ""
    hidden = '<span class="visually-hidden">{}</span>'
    before, after = hidden.format(f"{escape(said)} "), hidden.format("]")
    return f"<{name}>{before}{plain(tokens)}{after}</{name}>"


def _around(html: str, within: tuple[tuple[str, str], ...]) -> str:
    """In its elements. A note is plain text here: it is not at the place of its number."""
    for name, attributes in reversed(within):
        if name == NOTE:
            html = f'<span class="difference__note">{html}</span>'
        elif name == "a" and SIGN.search(attributes):
            # Which piece it means is said where it changed; from here it leads nowhere.
            html = f"<u>{html}</u>"
        else:
            html = f"<{name}{attributes}>{html}</{name}>"
    return html


def _unseen(tokens: list[Token], others: list[Token]) -> Iterator[Token]:
    """In words, what a reader cannot see of these: where links lead, and which picture it is."""
    known = set(_addresses(others))
    for said in dict.fromkeys(_addresses(tokens)):
        if said not in known:
            yield Token(f' <span class="difference__address">({escape(said)})</span>')


def _addresses(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        for name, attributes in token.within:
            if name == "a":
                yield gettext("link to %s") % _value(attributes, "href")
        if token.html.startswith("<img"):
            words = {"file": _value(token.html, "src"), "alt": _value(token.html, "alt")}
            yield gettext("picture %(file)s, “%(alt)s”") % words


def _value(attributes: str, name: str) -> str:
    return attribute(attributes, name) or ""
