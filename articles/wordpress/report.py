"""What an import did, item by item, and in all."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, State
from articles.wordpress.items import Item
from articles.wordpress.results import ArticleResult, PageResult
from articles.wordpress.text import shown

IMPORTED, UPDATED, UNCHANGED, KEPT, SKIPPED = "imported", "updated", "unchanged", "kept", "skipped"


@dataclass
class Report:
    lines: list[str] = field(default_factory=list)
    verdicts: Counter = field(default_factory=Counter)
    contents: Counter = field(default_factory=Counter)
    #: Of the contents, what the site did not have before in this way: drafts that became public too.
    new_contents: Counter = field(default_factory=Counter)
    altered: int = 0

    def item(self, verdict: str, item: Item, detail: str, notes: list[str] = ()) -> None:
        """Add a line for an item and, below it, one for what was altered."""
        self.verdicts[verdict] += 1
        word = _words()[verdict]
        self.lines.append(f"{word:<10} {item.number:>6}  {shown(item.title)}  {detail}")
        if notes:
            self.altered += 1
            self.lines.append(f"  {_('altered')}  {item.number:>6}  {'; '.join(notes)}")

    def count(self, result: ArticleResult | PageResult, is_future: bool, before: str = "") -> None:
        """before: the kind of content that the item was (`content_of`), "" for none."""
        kind = content_of(result, is_future)
        self.contents[kind] += 1
        if kind != before:
            self.new_contents[kind] += 1

    def note(self, text: str) -> None:
        self.lines.append(text)

    def totals(self) -> list[str]:
        return [self._contents(), self._verdicts()]

    def _contents(self) -> str:
        counts = self.contents
        drafts, scheduled = counts["draft"], counts["scheduled"]
        public = ngettext("%d public article", "%d public articles", counts["public"])
        drafted = ngettext("%d draft", "%d drafts", drafts) % drafts
        pages = ngettext("%d page", "%d pages", counts["page"]) % counts["page"]
        return _(
            "%(public)s, %(unpublished)d unpublished (%(drafts)s, %(scheduled)d scheduled), "
            "%(pages)s; %(skipped)d skipped"
        ) % {
            "public": public % counts["public"],
            "unpublished": drafts + scheduled,
            "drafts": drafted,
            "scheduled": scheduled,
            "pages": pages,
            "skipped": self.verdicts[SKIPPED],
        }

    def _verdicts(self) -> str:
        words = _words()
        counted = [f"{self.verdicts[v]} {words[v]}" for v in (IMPORTED, UPDATED, UNCHANGED, KEPT)]
        altered = _("%(count)d of them altered (see above)") % {"count": self.altered}
        return ", ".join(counted) + (f"; {altered}" if self.altered else "")


def _words() -> dict[str, str]:
    return {
        IMPORTED: _("imported"),
        UPDATED: _("updated"),
        UNCHANGED: _("unchanged"),
        KEPT: _("kept"),
        SKIPPED: _("skipped"),
    }


def content_of(result: ArticleResult | PageResult | Article, is_future: bool) -> str:
    if isinstance(result, PageResult):
        return "page"
    if result.state not in {State.READY, State.RETRACTED}:
        return "draft"
    return "scheduled" if is_future else "public"
