"""Writes that concern articles and more than one row."""

from collections.abc import Iterable

from django.db import connection, transaction

from articles import drawings, jobs
from articles.models import RELEASED, Article, ArticleTag, OldAddress, Page, Series, Topic
from articles.models.addresses import TARGETS
from ccsis.identity import IDENTITY


@transaction.atomic
def freeze_bylines(article: Article) -> None:
    """Copy name, title and affiliation of each signer into the byline, once the piece is released.

    A byline that holds a name already is left as it was printed.
    """
    if article.state not in RELEASED:
        return
    for byline in article.bylines.select_related("person").filter(name=""):
        byline.name = byline.person.name
        byline.title = byline.person.title
        byline.affiliation = byline.person.affiliation
        byline.save(update_fields=["name", "title", "affiliation"])


def default_republication_notice() -> str:
    """What an exclusive report says when its editor wrote nothing."""
    return str(IDENTITY.republication_notice)


@transaction.atomic
def renew_pictures(articles: Iterable[Article]) -> None:
    """After pieces were written: take away what is no longer true of them, ask for what is missing.

    Until the job has drawn it, readers see the static pictures. A piece that is not released, or
    is withdrawn, has none: its title is in them.
    """
    rows = Article.objects.with_cards().filter(pk__in=[article.pk for article in articles])
    changed = [row for row in rows if not drawings.is_true(row)]
    drawings.forget(changed)
    wanted = [{"article_id": row.pk} for row in changed if row.is_released]
    if wanted:
        jobs.draw_pictures.batch_defer(*wanted)


@transaction.atomic
def keep_old_address(row: Article | Page | Series | Topic, old_slug: str) -> None:
    """After a change of slug: the old address redirects, and the new one is nobody's old one."""
    OldAddress.objects.filter(path=row.path).delete()
    old = type(row)(slug=old_slug).path
    targets = dict.fromkeys(TARGETS) | {row._meta.model_name: row}
    OldAddress.objects.update_or_create(path=old, defaults=targets)


def tell_planner() -> None:
    """After many new rows at once: let PostgreSQL count them now.

    It would within minutes; until then its guesses make a search read every article.
    """
    tables = [model._meta.db_table for model in (Article, Article.regions.through, ArticleTag)]
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")
