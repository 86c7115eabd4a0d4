"""A bound on how deep elements stand in each other.

The sanitiser looks back through all that are open at each new one, so that some ten thousand lists
in lists would occupy a server for minutes. No text that somebody writes comes near the bound.
"""

import re
from collections import Counter

DEEPEST = 100
TAG = re.compile(r"<(/?)([a-z][^\s/>]*)[^>]*>", re.IGNORECASE)
#: Elements that hold nothing, or that end by themselves where the next of their kind begins.
SHALLOW = """
    area br col embed hr img input link meta source track wbr
    dd dt li option p rp rt tbody td tfoot th thead tr
"""
SHALLOW_NAMES = set(SHALLOW.split())


def bounded(html: str) -> str:
    """The same HTML, without the tags that would open elements deeper than that; their words stay."""
    opened: Counter[str] = Counter()
    depth = 0

    def kept(tag: re.Match) -> str:
        nonlocal depth
        name = tag[2].lower()
        if name in SHALLOW_NAMES:
            return tag[0]
        if tag[1]:
            # One that ends nothing does not make room for another.
            closes = min(opened[name], 1)
            opened[name] -= closes
            depth -= closes
            return tag[0]
        if depth >= DEEPEST:
            return ""
        opened[name] += 1
        depth += 1
        return tag[0]

    return TAG.sub(kept, html)
