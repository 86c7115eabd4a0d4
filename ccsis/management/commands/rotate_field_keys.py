from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ccsis.accounts.factors import rotate_factors
from ccsis.lib.rotation import Outcome, encrypted_columns, rotate_column
from submissions.identities import rotate_digests


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _(
            "Encrypt what is kept encrypted under the first of FIELD_KEYS, and what is sealed under "
            "the first of IDENTITY_KEYS. It can be stopped and run again. Remove an old key only "
            "after it has ended without an error."
        )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help=_("Only count."))

    def handle(self, *args, **options):
        dry_run, lost = options["dry_run"], 0
        for model, name in encrypted_columns():
            lost += self._tell(rotate_column(model, name, dry_run=dry_run), dry_run)
        lost += self._tell(rotate_digests(dry_run=dry_run), dry_run)
        lost += self._tell(rotate_factors(dry_run=dry_run), dry_run)
        if lost:
            text = ngettext(
                "%d value is under none of the keys that are set. It was left as it is.",
                "%d values are under none of the keys that are set. They were left as they are.",
                lost,
            )
            raise CommandError(text % lost)

    def _tell(self, outcome: Outcome, dry_run: bool) -> int:
        """One line for each column and one for each row that is lost; how many are."""
        done = _("to be encrypted anew") if dry_run else _("encrypted anew")
        words = _("%(name)s: %(rotated)d %(done)s, %(current)d under the first key already")
        self.stdout.write(
            words
            % {
                "name": outcome.name,
                "rotated": outcome.rotated,
                "done": done,
                "current": outcome.current,
            }
        )
        for pk in outcome.lost:
            self.stderr.write(
                _("%(name)s of %(pk)s: no key opens it") % {"name": outcome.name, "pk": pk}
            )
        return len(outcome.lost)
