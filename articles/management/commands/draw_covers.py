from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import drawings
from articles.jobs import draw_pictures
from articles.models import RELEASED, Article

BATCH = 500


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _(
            "Ask the worker for the covers and share images that are missing or out of date: after "
            "a change of their design, of a region's name, or of the files in MEDIA_ROOT."
        )

    def handle(self, *args, **options):
        asked, wanted = 0, []
        released = Article.objects.filter(state__in=RELEASED).with_cards()
        for article in released.iterator(chunk_size=BATCH):
            if not _is_drawn(article):
                wanted.append({"article_id": article.pk})
            if len(wanted) == BATCH:
                asked += _ask(wanted)
        asked += _ask(wanted)
        text = ngettext("%d piece will be drawn.", "%d pieces will be drawn.", asked)
        self.stdout.write(text % asked)


def _is_drawn(article: Article) -> bool:
    return drawings.is_true(article) and drawings.are_in_place(article.drawing)


def _ask(wanted: list[dict]) -> int:
    """Ask for these, and empty the list."""
    count = len(wanted)
    if wanted:
        draw_pictures.batch_defer(*wanted)
        wanted.clear()
    return count
