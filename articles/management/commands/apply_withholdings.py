from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.previews.links import revoke_all
from articles.withholding.again import apply_withholdings


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _(
            "After a backup was restored: withhold again the names that were withheld since it was "
            "made, known by their hashes in WITHHELD_NAMES under the same SECRET_KEY; and revoke all "
            "preview links."
        )

    def handle(self, *args, **options):
        count = apply_withholdings()
        text = ngettext("%d person was found.", "%d people were found.", count)
        self.stdout.write(text % count)
        count = revoke_all()
        text = ngettext("%d preview link was revoked.", "%d preview links were revoked.", count)
        self.stdout.write(text % count)
