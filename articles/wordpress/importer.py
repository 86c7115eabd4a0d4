"""The import itself: one reading to check the file, one to write it, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.actions import tell_planner
from articles.models import Article, ImportedItem, Page, State
from articles.withholding.known import withheld_names
from articles.wordpress.addresses import Places
from articles.wordpress.categories import Categories
from articles.wordpress.items import Item, RefusedError
from articles.wordpress.old_addresses import keep_old_addresses
from articles.wordpress.people import People
from articles.wordpress.pictures import Pictures
from articles.wordpress.posts import Made, Maker
from articles.wordpress.reader import Export, opened
from articles.wordpress.report import (
    IMPORTED,
    KEPT,
    SKIPPED,
    UNCHANGED,
    UPDATED,
    Report,
    content_of,
)
from articles.wordpress.results import (
    ArticleResult,
    fingerprint,
    of_article,
    of_page,
    source_hash,
)
from articles.wordpress.survey import Survey, survey, why_skipped
from articles.wordpress.topics import Topics
from articles.wordpress.uploads import Uploads
from articles.wordpress.withheld import Hidden
from articles.wordpress.writing import Writer
from ccsis.audit.actions import record
from ccsis.audit.models import Action

#: Items are written together up to one of these, so that few queries serve many.
BATCH_ITEMS, BATCH_CHARACTERS = 100, 4_000_000
#: Any number that nothing else locks on.
LOCK = 8_702_107


def import_export(
    *, path: Path, media: Path | None, dry_run: bool, restored: frozenset[int], progress
) -> Report:
    """Import an export, all of it or nothing, and report on every item.

    `restored` are numbers of items that were deleted here and shall come back. Raises RefusedError.
    """
    uploads = Uploads(media) if media else None
    hidden = Hidden(withheld_names())
    with opened(path) as file:
        size = path.stat().st_size
        progress.begin(_("Checking"), size)
        found = survey(Export(file, progress.advance, hidden))
        file.seek(0)
        progress.begin(_("Importing"), size, found.items)
        pictures = Pictures(found, uploads)
        with _all_or_nothing(pictures, dry_run):
            run = _Import(found, pictures, restored)
            run.read(Export(file, progress.advance, hidden), progress)
            new = run.report.new_contents
            record(
                actor=None,
                action=Action.IMPORTED,
                public=new["public"],
                scheduled=new["scheduled"],
            )
            tell_planner()
        progress.end()
    return run.report


@contextmanager
def _all_or_nothing(pictures: Pictures, dry_run: bool) -> Iterator[None]:
    """A transaction that takes its files back with it."""
    try:
        with transaction.atomic():
            _lock()
            # Before the files are moved: from here on nothing must take them away.
            transaction.on_commit(pictures.keep)
            yield
            transaction.set_rollback(dry_run)
    except BaseException as error:
        pictures.discard()
        # After the commit only the moving of files can fail; the worker moves them again.
        if not (pictures.is_kept and isinstance(error, OSError)):
            raise
    if dry_run:
        pictures.discard()


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise RefusedError(_("Another import is running. Wait until it has ended."))


@dataclass(slots=True)
class Decision:
    """What is done with an item, and why."""

    item: Item
    verdict: str
    detail: str = ""
    made: Made | None = None
    target: Article | Page | None = None
    notes: list[str] = field(default_factory=list)
    #: The kind of content that it was before, "" for none.
    before: str = ""


class _Import:
    def __init__(self, found: Survey, pictures: Pictures, restored: frozenset[int]):
        self._survey, self._pictures, self._restored = found, pictures, restored
        self._categories, self._people = Categories(found.categories), People(found.authors)
        self._places, topics = Places(found, restored), Topics()
        self._maker = Maker(
            places=self._places,
            people=self._people,
            categories=self._categories,
            topics=topics,
            pictures=pictures,
        )
        self._writer = Writer(found.site, self._people, topics)
        self.report = Report()

    def read(self, export: Export, progress) -> None:
        batch, characters = [], 0
        for item in export.items():
            batch.append(item)
            characters += len(item.content)
            if len(batch) >= BATCH_ITEMS or characters >= BATCH_CHARACTERS:
                self._handle(batch)
                progress.count(len(batch))
                batch, characters = [], 0
        self._handle(batch)
        progress.count(len(batch))
        self._conclude()

    def _handle(self, items: list[Item]) -> None:
        existing = _Existing(self._survey.site, items)
        decisions = [self._decide(item, existing) for item in items]
        self._write(decisions)
        for decision in decisions:
            self._report(decision)

    def _decide(self, item: Item, existing: "_Existing") -> Decision:
        if reason := why_skipped(item):
            return Decision(item, SKIPPED, reason + _still_here(existing.of(item)[1]))
        if item.number not in self._survey.entries:
            raise RefusedError(_("The file changed while it was being read."))
        known, target = existing.of(item)
        if known and target is None and item.number not in self._restored:
            text = _("deleted here since its import; --restore %(number)d brings it back")
            return Decision(item, SKIPPED, text % {"number": item.number})
        if target and (why := _why_kept(item, known, target)):
            return Decision(item, KEPT, why, target=target, before=_content_before(target))
        made = self._made(item, target)
        verdict = _verdict(known if target else None, made)
        before = _content_before(target)
        return Decision(item, verdict, made=made, target=target, notes=made.notes, before=before)

    def _made(self, item: Item, target: Article | Page | None) -> Made:
        return self._maker.page(item) if item.type == "page" else self._maker.article(item, target)

    def _write(self, decisions: list[Decision]) -> None:
        new = [d for d in decisions if d.verdict == IMPORTED and d.item.type == "post"]
        articles = self._writer.create_articles([(d.item, d.made) for d in new])
        for decision, article in zip(new, articles, strict=True):
            decision.target = article
        for decision in decisions:
            self._write_one(decision)
        written = [d for d in decisions if d.verdict in {IMPORTED, UPDATED}]
        self._writer.remember([(d.item, d.made, d.target) for d in written])
        keep_old_addresses([d for d in decisions if d.made], self._survey, self._places)

    def _write_one(self, decision: Decision) -> None:
        if decision.item.type == "page" and decision.verdict in {IMPORTED, UPDATED}:
            decision.target = self._writer.save_page(decision.target or Page(), decision.made)
        elif decision.verdict == UPDATED:
            self._writer.update_article(decision.target, decision.made)

    def _report(self, decision: Decision) -> None:
        if decision.target is None:
            self.report.item(decision.verdict, decision.item, decision.detail)
            return
        result = decision.made.result if decision.made else _result_of(decision.target)
        is_future = isinstance(result, ArticleResult) and _is_future(result)
        detail = (
            decision.detail
            or f"→ {unquote(decision.target.get_absolute_url())}{_mark(result, is_future)}"
        )
        is_news = decision.verdict in {IMPORTED, UPDATED}
        self.report.item(decision.verdict, decision.item, detail, decision.notes if is_news else [])
        self.report.count(result, is_future, decision.before)

    def _conclude(self) -> None:
        for text in self._categories.notes:
            self.report.note(text)
        for name in self._people.made:
            self.report.note(_("new in people and institutions: %(name)s") % {"name": name})
        if self._pictures.stored:
            stored = self._pictures.stored
            text = ngettext("%d picture was stored", "%d pictures were stored", stored)
            self.report.note(text % stored)
        if self._survey.comments:
            comments = self._survey.comments
            text = ngettext(
                "%d comment of a reader was not imported",
                "%d comments of readers were not imported",
                comments,
            )
            self.report.note(text % comments)


class _Existing:
    """What earlier imports made of some items, locked against a save in between."""

    def __init__(self, site: str, items: list[Item]):
        numbers = [item.number for item in items]
        rows = ImportedItem.objects.filter(site=site, number__in=numbers)
        self._rows = {row.number: row for row in rows}
        articles = Article.objects.select_for_update(of=("self",)).select_related("part__series")
        articles = articles.prefetch_related("regions", "article_tags__tag", "bylines__person")
        self._articles = _by_pk(articles, (row.article_id for row in self._rows.values()))
        pages = Page.objects.select_for_update()
        self._pages = _by_pk(pages, (row.page_id for row in self._rows.values()))

    def of(self, item: Item) -> tuple[ImportedItem | None, Article | Page | None]:
        row = self._rows.get(item.number)
        if row is None:
            return None, None
        return row, self._articles.get(row.article_id) or self._pages.get(row.page_id)


def _still_here(target: Article | Page | None) -> str:
    """What was imported and has been taken down there stays up here until somebody decides."""
    if target is None:
        return ""
    text = _("; still here at %(address)s: withdraw it there if it has to go")
    return text % {"address": unquote(target.get_absolute_url())}


def _by_pk(queryset, pks) -> dict:
    pks = [pk for pk in pks if pk]
    return {row.pk: row for row in queryset.filter(pk__in=pks)} if pks else {}


def _result_of(target: Article | Page):
    return of_article(target) if isinstance(target, Article) else of_page(target)


def _content_before(target: Article | Page | None) -> str:
    if target is None:
        return ""
    return "page" if isinstance(target, Page) else content_of(target, _is_future(target))


def _why_kept(item: Item, known: ImportedItem, target: Article | Page) -> str:
    if isinstance(target, Page) != (item.type == "page"):
        return _("its type changed in WordPress since its import; left as it is")
    if fingerprint(_result_of(target)) == known.result_hash:
        return ""
    if source_hash(item) == known.source_hash:
        return _("edited here since its import; left as it is")
    return _("edited here since its import and changed in WordPress too; left as it is here")


def _verdict(known: ImportedItem | None, made: Made) -> str:
    if known is None:
        return IMPORTED
    return UNCHANGED if fingerprint(made.result) == known.result_hash else UPDATED


def _is_future(result: ArticleResult | Article) -> bool:
    return bool(result.published_at) and result.published_at > timezone.now()


def _mark(result, is_future: bool) -> str:
    """What a reader of the report has to know about an item that is not public."""
    if not isinstance(result, ArticleResult):
        return "" if result.is_public else " " + _("(not public)")
    if result.state != State.READY:
        return " " + _("(draft)")
    if is_future:
        return " " + _("(scheduled for %(time)s)") % {
            "time": f"{result.published_at:%Y-%m-%d %H:%M} UTC"
        }
    return ""
