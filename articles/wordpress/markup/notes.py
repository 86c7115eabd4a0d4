"""What a conversion lost or changed, in sentences for the report."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass
class Notes:
    removed: Counter = field(default_factory=Counter)
    formatting: Counter = field(default_factory=Counter)
    unexpected: Counter = field(default_factory=Counter)
    lost_blocks: Counter = field(default_factory=Counter)
    shortcodes: list[str] = field(default_factory=list)
    #: Pictures that are not there any more: (address, reason).
    pictures: list[tuple[str, str]] = field(default_factory=list)
    files: int = 0
    wordless: int = 0
    embeds: int = 0
    anchors: int = 0
    wide_links: int = 0

    def sentences(self) -> list[str]:
        return [*self._losses(), *self._changes(), *self._picture_losses()]

    def _losses(self):
        for text, counter in (
            (_("removed: %(list)s"), self.removed),
            (_("formatting left out, words kept: %(list)s"), self.formatting),
            (_("left out by the sanitiser: %(list)s"), self.unexpected),
            (_("blocks that only WordPress can fill are missing: %(list)s"), self.lost_blocks),
        ):
            if counter:
                yield text % {"list": ", ".join(f"{n} {name}" for name, n in counter.items())}

    def _changes(self):
        if self.shortcodes:
            names = ", ".join(f"[{name}]" for name in self.shortcodes)
            yield _("unknown shortcodes stand in the text: %(names)s") % {"names": names}
        for count, text in (
            (self.embeds, _embeds(self.embeds)),
            (self.anchors, _anchors(self.anchors)),
            (self.wide_links, _wide_links(self.wide_links)),
            (self.wordless, _wordless(self.wordless)),
            (self.files, _files(self.files)),
        ):
            if count:
                yield text % count

    def _picture_losses(self):
        for address, reason in dict.fromkeys(self.pictures):
            yield _("picture left out: %(address)s (%(reason)s)") % {
                "address": address[:200],
                "reason": reason,
            }


def _embeds(count: int) -> str:
    return ngettext(
        "%d embedded item became a plain link", "%d embedded items became plain links", count
    )


def _anchors(count: int) -> str:
    return ngettext(
        "%d link to a place within the text became plain words",
        "%d links to places within the text became plain words",
        count,
    )


def _wide_links(count: int) -> str:
    return ngettext(
        "%d link around whole paragraphs was left out",
        "%d links around whole paragraphs were left out",
        count,
    )


def _wordless(count: int) -> str:
    return ngettext(
        "%d picture has no alternative text", "%d pictures have no alternative text", count
    )


def _files(count: int) -> str:
    return ngettext(
        "%d link leads to a file of the old site, which is not imported",
        "%d links lead to files of the old site, which are not imported",
        count,
    )
