from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.place_names.loading import load_first


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _(
            "Load the first entries of the register of places with several names. Run again, it "
            "adds what is missing and changes nothing that is there."
        )

    def handle(self, *args, **options):
        count = len(load_first())
        text = ngettext("%d place was added.", "%d places were added.", count)
        self.stdout.write(text % count)
