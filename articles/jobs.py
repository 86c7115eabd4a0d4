"""Work on pieces that no request waits for."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app

from articles import drawings
from articles.deleting import delete_articles
from articles.models import Article
from articles.word.jobs import read_word_file, sweep_word_files  # noqa: F401 (the worker looks here)
from ccsis.lib.jobs import RETRY

#: How long a deleted piece can be brought back.
KEPT_AFTER_DELETION = timedelta(days=30)
#: So many are asked for together.
BATCH = 500


@app.task(queue="media", retry=RETRY)
def draw_pictures(*, article_id: int) -> None:
    """Draw a released piece's cover and share image, unless they are there; twice does no harm."""
    article = Article.objects.released().with_cards().filter(pk=article_id).first()
    if article is None:
        return
    if drawings.is_true(article) and drawings.are_in_place(article.drawing):
        return
    # Heavy, so it is loaded here: web workers import this module too, and never draw.
    from articles.drawing.pictures import draw

    subject = drawings.subject_of(article)
    cover, share = draw(subject)
    drawings.keep(article, subject, cover=cover, share=share)


@app.task(queue="media", retry=RETRY)
def draw_region(*, region_id: int) -> None:
    """Ask for the pictures of a region's pieces that no longer say what the piece says."""
    ask_for_missing(Article.objects.filter(regions=region_id))


def ask_for_missing(articles: QuerySet[Article]) -> int:
    """Ask for the pictures of those of the pieces that lack them; returns of how many."""
    asked, wanted = 0, []
    released = articles.released().with_cards()
    for article in released.iterator(chunk_size=BATCH):
        if not _is_drawn(article):
            wanted.append({"article_id": article.pk})
        if len(wanted) == BATCH:
            asked += _ask(wanted)
    return asked + _ask(wanted)


def _is_drawn(article: Article) -> bool:
    return drawings.is_true(article) and drawings.are_in_place(article.drawing)


def _ask(wanted: list[dict]) -> int:
    """Ask for these, and empty the list."""
    count = len(wanted)
    if wanted:
        draw_pictures.batch_defer(*wanted)
        wanted.clear()
    return count


@app.periodic(cron="17 3 * * *")
@app.task(queue="upkeep", queueing_lock="delete_for_good", retry=RETRY)
def delete_for_good(timestamp: int) -> None:
    """Once a day: what superusers deleted a month ago, and the pictures of what has ended."""
    old = timezone.now() - KEPT_AFTER_DELETION
    delete_articles(Article.objects.filter(deleted_at__lte=old))
    drawings.forget(Article.objects.filter(unpublish_at__lte=timezone.now()))
