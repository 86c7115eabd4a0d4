"""Bounds on markup, kept before anything parses it: a parser may need 100 times its length."""

import re
from collections import Counter

MAX_DEPTH = 100
#: Elements that a browser may make of one text. A mark weighs as many as are open around it,
#: since a browser opens them anew in each paragraph.
MAX_WEIGHT = 250_000
#: Begins wherever a browser could see a mark; at worst it takes words in an attribute for one.
MARK = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)[^<>]*>?")
#: Text that may only look like marks.
WORDLESS = re.compile(
    r"<!--(?:-?>|.*?(?:-->|\Z))|<(script|style)\b.*?(?:</\1[^>]*>|\Z)", re.DOTALL | re.IGNORECASE
)
#: Without content, or ended by the next of their kind: only what is around them nests.
SHALLOW = re.compile(
    r"area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
    r"|body|dd|dt|head|html|li|option|p|rp|rt|tbody|td|tfoot|th|thead|tr"
)
FOREIGN = {"math", "svg"}


def bounded(html: str) -> tuple[str, int]:
    """Return HTML without the marks beyond the bounds, all words kept, and how many those were."""
    walk = _Walk()
    MARK.sub(walk.kept, html)
    if not walk.lost:
        return html, 0
    walk = _Walk()
    return MARK.sub(walk.kept, WORDLESS.sub("", html)), walk.lost


class _Walk:
    """Follows the marks of a text as they open and close elements."""

    def __init__(self):
        self.lost = 0
        self._open: list[str] = []
        self._surplus: Counter = Counter()
        self._weight = 0

    def kept(self, mark: re.Match) -> str:
        name = mark[2].lower()
        self._weight += 1 + len(self._open)
        is_kept = self._closed(name) if mark[1] else self._opened(name, mark[0])
        return mark[0] if is_kept else " "

    def _opened(self, name: str, mark: str) -> bool:
        if self._weight > MAX_WEIGHT:
            self.lost += 1
            return False
        if SHALLOW.fullmatch(name) or (mark.endswith("/>") and not FOREIGN.isdisjoint(self._open)):
            return True
        if len(self._open) < MAX_DEPTH:
            self._open.append(name)
            return True
        self.lost += 1
        self._surplus[name] += 1
        return False

    def _closed(self, name: str) -> bool:
        if self._surplus[name]:
            self._surplus[name] -= 1
            return False
        if name in self._open:
            del self._open[-1 - self._open[::-1].index(name)]
        return self._weight <= MAX_WEIGHT
