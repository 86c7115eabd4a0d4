"""What a conversion lost or changed, in sentences for the report."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

#: No sentence names more kinds of things than this.
MAX_NAMED = 20
#: Field of Notes → its sentence.
COUNTED = {
    "flattened": ngettext_lazy(
        "%d mark nested too deeply, or too many, was left out, words kept",
        "%d marks nested too deeply, or too many, were left out, words kept",
    ),
    "uncalled": ngettext_lazy(
        "%d footnote is called nowhere in the text: it stands at its end",
        "%d footnotes are called nowhere in the text: they stand at its end",
    ),
    "embeds": ngettext_lazy(
        "%d embedded item became a plain link", "%d embedded items became plain links"
    ),
    "anchors": ngettext_lazy(
        "%d link to a place within the text became plain words",
        "%d links to places within the text became plain words",
    ),
    "wide_links": ngettext_lazy(
        "%d link around whole paragraphs was left out",
        "%d links around whole paragraphs were left out",
    ),
    "picture_links": ngettext_lazy(
        "%d link around a picture was left out", "%d links around pictures were left out"
    ),
    "rewritten": ngettext_lazy(
        "%d link leads to the new address of an item",
        "%d links lead to the new addresses of items",
    ),
    "page_breaks": ngettext_lazy(
        "%d page break was left out: it is one text",
        "%d page breaks were left out: it is one text",
    ),
    "empty_galleries": ngettext_lazy(
        "%d gallery left out: none of its pictures is in the file",
        "%d galleries left out: none of their pictures is in the file",
    ),
    "misplaced": ngettext_lazy(
        "%d picture left out: it stood in a heading or caption",
        "%d pictures left out: they stood in headings or captions",
    ),
    "captions": ngettext_lazy(
        "%d caption was left out with its picture",
        "%d captions were left out with their pictures",
    ),
    "wordless": ngettext_lazy(
        "%d picture has no alternative text", "%d pictures have no alternative text"
    ),
    "files": ngettext_lazy(
        "%d link leads to a file of the old site, which is not imported",
        "%d links lead to files of the old site, which are not imported",
    ),
}


@dataclass
class Notes:
    removed: Counter = field(default_factory=Counter)
    formatting: Counter = field(default_factory=Counter)
    #: Elements that became another one, as "h1 → h2".
    became: Counter = field(default_factory=Counter)
    looks: Counter = field(default_factory=Counter)
    unexpected: Counter = field(default_factory=Counter)
    lost_blocks: Counter = field(default_factory=Counter)
    shortcodes: list[str] = field(default_factory=list)
    #: Pictures that are not there any more: (address, reason).
    pictures: list[tuple[str, str]] = field(default_factory=list)
    #: Numbers of a gallery's attachments that the file does not have.
    missing: list[int] = field(default_factory=list)
    flattened: int = 0
    uncalled: int = 0
    embeds: int = 0
    anchors: int = 0
    wide_links: int = 0
    picture_links: int = 0
    rewritten: int = 0
    page_breaks: int = 0
    empty_galleries: int = 0
    misplaced: int = 0
    captions: int = 0
    wordless: int = 0
    files: int = 0

    def sentences(self) -> list[str]:
        return [*self._losses(), *self._changes(), *self._picture_losses()]

    def _losses(self):
        for text, counter in (
            (_("removed: %(list)s"), self.removed),
            (_("formatting left out, words kept: %(list)s"), self.formatting),
            (_("colours, sizes and places of words left out: %(list)s"), self.looks),
            (_("elements that became others: %(list)s"), self.became),
            (_("left out by the sanitiser: %(list)s"), self.unexpected),
            (_("blocks that only WordPress can fill are missing: %(list)s"), self.lost_blocks),
        ):
            if counter:
                yield text % {"list": counted(counter)}

    def _changes(self):
        if self.shortcodes:
            names = _listed([f"[{name}]" for name in self.shortcodes])
            yield _("unknown shortcodes stand in the text: %(names)s") % {"names": names}
        for name, text in COUNTED.items():
            if count := getattr(self, name):
                yield text % count

    def _picture_losses(self):
        if self.missing:
            numbers = ", ".join(map(str, dict.fromkeys(self.missing)))
            yield _("pictures of a gallery left out, not in the file: attachments %(numbers)s") % {
                "numbers": numbers
            }
        for address, reason in dict.fromkeys(self.pictures):
            yield _("picture left out: %(address)s (%(reason)s)") % {
                "address": address[:200],
                "reason": reason,
            }


def counted(counter: Counter) -> str:
    """ "2 u, 1 code": what was counted, in the order in which it was met."""
    return _listed([f"{number} {name}" for name, number in counter.items()])


def _listed(names: list[str]) -> str:
    rest = len(names) - MAX_NAMED
    more = [_("%(count)d more kinds") % {"count": rest}] if rest > 0 else []
    return ", ".join([*names[:MAX_NAMED], *more])
