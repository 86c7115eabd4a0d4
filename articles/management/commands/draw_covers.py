from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.jobs import ask_for_missing
from articles.models import Article


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _(
            "Ask the worker for the covers and share images that are missing or out of date: after "
            "a change of their design, or of the files in MEDIA_ROOT."
        )

    def handle(self, *args, **options):
        asked = ask_for_missing(Article.objects.all())
        text = ngettext("%d piece will be drawn.", "%d pieces will be drawn.", asked)
        self.stdout.write(text % asked)
