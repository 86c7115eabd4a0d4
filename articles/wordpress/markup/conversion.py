"""From WordPress's markup to rich text: what each element becomes.

The tree is converted from the leaves up; `flow` then gathers loose text into paragraphs.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from articles.wordpress.markup import hostile, shortcodes
from articles.wordpress.markup.blocks import without_blocks
from articles.wordpress.markup.flow import flow, inline, is_blank, is_block
from articles.wordpress.markup.looks import looks_of
from articles.wordpress.markup.notes import Notes
from articles.wordpress.markup.tree import Element, parse, serialise
from articles.wordpress.text import names, without_controls
from ccsis.lib import richtext

RENAMED = {"b": "strong", "i": "em", "cite": "em", "h1": "h2", "h5": "h4", "h6": "h4"}
KEPT = names(
    "a blockquote br em figcaption foot-note h2 h3 h4 hr li ol p strong sub sup table tbody td th thead tr ul"
)
KEPT_ATTRIBUTES = {
    "a": ("href", "title"),
    "blockquote": ("lang",),
    "ol": ("start", "type"),
    "p": ("lang",),
    "span": ("lang",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
}
#: Marks that say something about the words in them, and that the editor does not have.
FORMATTING = names(
    "abbr address big button center code del dfn font ins kbd mark s samp small strike tt u var"
)
#: Renamed ones that look as before.
ALIKE = names("b cite i")
#: White space between their parts means nothing.
GROUPS = names("ol table tbody thead tr ul")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
TAG = re.compile(r"<([a-z][a-z0-9]*)")
PAGE_BREAK = "<!--nextpage-->"


def _no_gallery(numbers: list[int], notes: Notes) -> list[tuple[str, str, str]]:
    notes.missing.extend(numbers)
    return []


@dataclass(slots=True)
class Picture:
    """An image of this site that stands for one of the old site."""

    address: str
    width: int
    height: int
    alt: str = ""


@dataclass
class Surroundings:
    """What the conversion has to ask about the rest of the site; each may be replaced."""

    #: Address and alternative text of an image → Picture, or None after noting why there is none.
    picture: Callable[[str, str, Notes], Picture | None] = lambda address, alt, notes: None
    #: Address of a link → the address to use instead.
    link: Callable[[str, Notes], str] = lambda address, notes: address
    #: Numbers of attachments → (address, alternative text, caption) of each, after noting those
    #: that are not there.
    gallery: Callable[[list[int], Notes], list[tuple[str, str, str]]] = _no_gallery
    #: HTML of the footnotes that the block editor keeps apart from the text, by the name that the
    #: text calls them by.
    footnotes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Converted:
    html: str
    notes: list[str]


def convert(markup: str, surroundings: Surroundings | None = None) -> Converted:
    """Return clean rich text, and a sentence for each thing that was lost or changed on the way."""
    surroundings = surroundings or Surroundings()
    notes = Notes()
    markup = unicodedata.normalize("NFC", without_controls(markup))
    for part in (markup, *surroundings.footnotes.values()):
        notes.removed.update(hostile.removed_from(part))
        notes.looks.update(looks_of(part))
    notes.page_breaks = markup.count(PAGE_BREAK)
    text = shortcodes.with_figures(markup, surroundings.gallery, notes)
    tree, notes.flattened = parse(without_blocks(text, notes))
    html = _Conversion(surroundings, notes).html_of(tree)
    cleaned = without_controls(richtext.clean(html))
    notes.unexpected.update(Counter(TAG.findall(html)) - Counter(TAG.findall(cleaned)))
    notes.shortcodes.extend(shortcodes.left_in(cleaned))
    return Converted(cleaned, notes.sentences())


class _Conversion:
    def __init__(self, surroundings: Surroundings, notes: Notes):
        self.surroundings, self.notes = surroundings, notes
        self._pictures = 0
        self._called: set[str] = set()

    def html_of(self, tree: Element) -> str:
        text = flow(self.children_of(tree))
        html = serialise(self.with_embeds([*text, *self._uncalled()]))
        self.notes.misplaced = max(0, self._pictures - html.count("<img "))
        return html

    def children_of(self, element: Element) -> list:
        return [new for child in element.children for new in self._node(child)]

    def _node(self, node) -> list:
        if isinstance(node, str):
            return [node]
        handle = getattr(self, f"_{node.tag}", None)
        return handle(node) if handle else self._plain(node)

    def _plain(self, node: Element) -> list:
        children = self.children_of(node)
        if node.tag in RENAMED or node.tag in KEPT:
            self._note_name(node.tag)
            return [_kept(node, children)]
        if node.tag in FORMATTING:
            self.notes.formatting[node.tag] += 1
        if any(map(is_block, children)) or node.tag in {"div", "address"}:
            return flow(children)
        return children

    def _note_name(self, tag: str) -> None:
        if tag in RENAMED and tag not in ALIKE:
            self._became(tag, RENAMED[tag])

    def _became(self, tag: str, new: str) -> None:
        self.notes.became[f"{tag} → {new}"] += 1

    def _sup(self, node: Element) -> list:
        """A footnote takes the place of its number."""
        name = node.attributes.get("data-fn", "")
        if name not in self.surroundings.footnotes:
            return self._plain(node)
        self._called.add(name)
        return [Element("foot-note", {}, self._footnote(name))]

    def _footnote(self, name: str) -> list:
        tree, flattened = parse(self.surroundings.footnotes[name])
        self.notes.flattened += flattened
        return inline(self.children_of(tree))

    def _uncalled(self) -> list:
        """Footnotes that no number stands for end the text as a list."""
        names = [name for name in self.surroundings.footnotes if name not in self._called]
        items = [Element("li", {}, self._footnote(name)) for name in names]
        self.notes.uncalled += len(items)
        return [Element("hr"), Element("ol", {}, items)] if items else []

    def _span(self, node: Element) -> list:
        children = self.children_of(node)
        is_marked = node.attributes.get("lang") and not any(map(is_block, children))
        return [_kept(node, children)] if is_marked else children

    def _img(self, node: Element) -> list:
        attributes = node.attributes
        names = ("data-lazy-src", "data-src", "src")
        address = next((attributes[name] for name in names if attributes.get(name)), "")
        picture = self.surroundings.picture(address, attributes.get("alt", ""), self.notes)
        if picture is None:
            return []
        shown = {
            "src": picture.address,
            "alt": attributes.get("alt") or picture.alt,
            "width": str(picture.width),
            "height": str(picture.height),
        }
        self.notes.wordless += not shown["alt"]
        self._pictures += 1
        return [Element("img", shown)]

    def _a(self, node: Element) -> list:
        children = self.children_of(node)
        address = node.attributes.get("href", "").strip()
        if address.startswith("#"):
            self.notes.anchors += 1
        if not address or address.startswith("#"):
            return children
        if node.has("img"):
            self.notes.picture_links += 1
            return children
        if any(map(is_block, children)):
            self.notes.wide_links += 1
            return children
        new = _kept(node, children)
        new.attributes["href"] = self.surroundings.link(address, self.notes)
        return [new]

    def with_embeds(self, blocks: list) -> list:
        """Link paragraphs of nothing but an address: so WordPress embeds what is there."""
        paragraphs = (e for e in Element("", {}, blocks).walk() if e.tag == "p" and not e.has("a"))
        for paragraph in paragraphs:
            if ADDRESS.fullmatch(address := paragraph.text().strip()):
                paragraph.children = [self._embedded(address)]
        return blocks

    def _embedded(self, address: str) -> Element:
        self.notes.embeds += 1
        return Element("a", {"href": self.surroundings.link(address, self.notes)}, [address])

    def _figure(self, node: Element) -> list:
        captions = [c for c in node.children if isinstance(c, Element) and c.tag == "figcaption"]
        rest = [c for c in node.children if c not in captions]
        caption = inline([new for c in captions for new in self.children_of(c)])
        content = flow(self.children_of(Element("div", {}, rest)))
        if node.has("img") and not Element("", {}, content).has("img"):
            # Its pictures are lost; words under nothing would only puzzle.
            rest = [block for block in content if block.tag != "p"]
            self.notes.captions += not is_blank(caption) or rest != content
            return rest
        return self._captioned(content, caption)

    def _captioned(self, content: list, caption: list) -> list:
        """Give the caption to the one picture or table, or let it follow as a paragraph."""
        if is_blank(caption):
            return content
        if len(content) == 1 and content[0].tag == "table":
            content = [Element("figure", {}, content)]
        if len(content) == 1 and content[0].tag == "figure" and not content[0].has("figcaption"):
            content[0].children.append(Element("figcaption", {}, caption))
            return content
        self._became("figcaption", "p")
        return [*content, Element("p", {}, caption)]

    def _ul(self, node: Element) -> list:
        children = self.children_of(node)
        if "blocks-gallery" not in node.classes:
            return [_kept(node, children)]
        return [new for item in children if isinstance(item, Element) for new in item.children]

    def _media(self, node: Element) -> list:
        sources = (e.attributes.get("src") for e in node.walk() if e.tag in {node.tag, "source"})
        address = next(filter(None, sources), "")
        if ADDRESS.fullmatch(address):
            return [Element("p", {}, [address])]
        self.notes.removed[_("%(name)s element") % {"name": node.tag}] += 1
        return []

    _audio = _video = _media

    def _pre(self, node: Element) -> list:
        """Lines of verse or code: a paragraph with its line breaks."""
        self._became("pre", "p")
        return [Element("p", {}, _with_breaks(self.children_of(node)))]

    def _table(self, node: Element) -> list:
        children = [c for c in self.children_of(node) if isinstance(c, Element)]
        captions = [c for c in children if c.tag == "figcaption" and not is_blank(c.children)]
        table = Element("table", {}, [c for c in children if c.tag != "figcaption"])
        return [Element("figure", {}, [table, *captions])] if captions else [table]

    def _caption(self, node: Element) -> list:
        return [Element("figcaption", {}, inline(self.children_of(node)))]

    def _tfoot(self, node: Element) -> list:
        self._became("tfoot", "tbody")
        return [Element("tbody", {}, self.children_of(node))]

    def _q(self, node: Element) -> list:
        self._became("q", "“”")
        return ["“", *self.children_of(node), "”"]

    def _dd(self, node: Element) -> list:
        self._became("dd", "p")
        return flow(self.children_of(node))

    def _dt(self, node: Element) -> list:
        self._became(node.tag, "p")
        return [Element("p", {}, [Element("strong", {}, inline(self.children_of(node)))])]

    _summary = _legend = _dt


def _kept(node: Element, children: list) -> Element:
    tag = RENAMED.get(node.tag, node.tag)
    names = KEPT_ATTRIBUTES.get(tag, ())
    attributes = {name: node.attributes[name] for name in names if node.attributes.get(name)}
    return Element(tag, attributes, _content(tag, children))


def _content(tag: str, children: list) -> list:
    """What an element may hold, in the form that the editor gives it."""
    if tag in {"foot-note", "h2", "h3", "h4"}:
        return inline(children)
    if tag == "blockquote" or (tag == "li" and _needs_paragraphs(children)):
        return flow(children)
    if tag in GROUPS or any(map(is_block, children)):
        return [c for c in children if isinstance(c, Element) or c.strip()]
    return children


def _needs_paragraphs(children: list) -> bool:
    blocks = [c for c in children if is_block(c) and c.tag not in {"ul", "ol"}]
    return bool(blocks) or any(isinstance(c, Element) and c.has("img") for c in children)


def _with_breaks(nodes: list) -> list:
    broken = []
    for node in nodes:
        if isinstance(node, Element):
            broken.append(Element(node.tag, node.attributes, _with_breaks(node.children)))
            continue
        for number, line in enumerate(node.strip("\n").split("\n")):
            broken.extend([Element("br"), line] if number else [line])
    return broken
