from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from articles.models import Kind
from articles.templatetags.articles import COVER_REGIONS
from ccsis.identity import IDENTITY

FOLDER = settings.BASE_DIR / "static/img"
#: The one whose cover the site's own share image shows.
SITE = (Kind.ANALYSIS, "caucasus", "the-site-itself")


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _(
            "For developers: draw what is shown before the worker has drawn a piece's own pictures, "
            "static/img/covers and static/img/share.png, after a change of their design."
        )

    def handle(self, *args, **options):
        # Heavy, and nothing that a web worker needs.
        from articles.drawing.covers import cover
        from articles.drawing.pictures import draw
        from articles.drawing.subjects import Card, Subject
        from articles.drawing.svg import svg

        for kind in Kind.values:
            for region in sorted(COVER_REGIONS):
                file = FOLDER / "covers" / f"{kind}-{region}.svg"
                file.write_text(svg(cover(kind, region, "")))
        card = Card(title="", kind="", region="", labels=(), publisher=IDENTITY.masthead)
        _cover, share = draw(Subject(*map(str, SITE), card))
        (FOLDER / "share.png").write_bytes(share)
