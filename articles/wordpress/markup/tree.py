"""A small tree of HTML that the sanitiser has already balanced."""

from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

import nh3

from articles.wordpress.bounds import bounded
from articles.wordpress.text import names

VOID = frozenset({"br", "hr", "img", "source"})
#: Deeper nesting is flattened, so that nothing here recurses without end.
MAX_DEPTH = 60
TAGS = names(
    "a abbr address article aside audio b big blockquote br button caption center cite code "
    "dd del details dfn div dl dt em fieldset figcaption figure font foot-note footer h1 h2 h3 h4 h5 h6 "
    "header hgroup hr i img ins kbd label legend li main mark nav ol p picture pre q s samp "
    "section small source span strike strong sub summary sup table tbody td tfoot th thead "
    "time tr tt u ul var video"
)
WITH_CONTENT = names("script style iframe object noscript template svg math select textarea title")
ATTRIBUTES = {
    "*": {"class", "lang"},
    "a": {"href", "title"},
    "audio": {"src"},
    "img": {"alt", "data-lazy-src", "data-src", "src"},
    "ol": {"start", "type"},
    "source": {"src"},
    # The block editor's reference to a footnote.
    "sup": {"data-fn"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "video": {"src"},
}
SCHEMES = {"http", "https", "mailto"}


@dataclass(slots=True, eq=False)
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list = field(default_factory=list)

    @property
    def classes(self) -> str:
        return self.attributes.get("class") or ""

    def walk(self):
        """Yield this element and all below it."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def has(self, tag: str) -> bool:
        return any(element.tag == tag for element in self.walk())

    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)


def parse(html: str) -> tuple[Element, int]:
    """Balance the HTML as a browser would.

    Returns its tree under one nameless root, and how many marks beyond the bounds were left out.
    """
    html, lost = bounded(html)
    cleaner = nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(WITH_CONTENT),
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    builder = _Builder()
    builder.feed(cleaner.clean(html))
    builder.close()
    return builder.root, lost + builder.flattened


def serialise(nodes: list) -> str:
    return "".join(map(_written, nodes))


def _written(node) -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    if node.tag in VOID:
        return f"<{node.tag}{attributes}>"
    return f"<{node.tag}{attributes}>{serialise(node.children)}</{node.tag}>"


class _Builder(HTMLParser):
    """Relies on balanced input: each end tag closes the element on top."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]
        self._surplus = self.flattened = 0

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self._open[-1].children.append(element)
        elif len(self._open) > MAX_DEPTH:
            self._surplus += 1
            self.flattened += 1
        else:
            self._open[-1].children.append(element)
            self._open.append(element)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if self._surplus:
            self._surplus -= 1
        else:
            self._open.pop()

    def handle_data(self, data):
        self._open[-1].children.append(data)
