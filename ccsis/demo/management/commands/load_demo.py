from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ccsis.demo import actions


class Command(BaseCommand):
    help = _("Load the demonstration: made-up texts and people, labelled as such.")

    def add_arguments(self, parser):
        parser.add_argument(
            "--remove", action="store_true", help=_("Delete what the demonstration made.")
        )
        parser.add_argument(
            "--edited-too",
            action="store_true",
            help=_("With --remove: also what somebody edited since."),
        )
        parser.add_argument(
            "--once",
            action="store_true",
            help=_("Do nothing if it was ever loaded here, or if there is other content."),
        )
        parser.add_argument(
            "--articles",
            type=int,
            default=0,
            metavar="N",
            help=_("Also make N generated pieces, for measuring."),
        )

    def handle(self, *args, **options):
        if options["articles"] < 0:
            raise CommandError(_("--articles takes a number, zero or more."))
        if options["remove"]:
            return self.remove(options["edited_too"])
        if options["once"] and actions.was_loaded():
            return None
        return self.load(options)

    def load(self, options) -> None:
        try:
            actions.load(articles=options["articles"])
        except actions.RealContentError as error:
            if options["once"]:
                return
            raise CommandError(
                _(
                    "This database holds content that is not the demonstration's, so nothing was "
                    "loaded. Load it into an empty database."
                )
            ) from error
        self.stdout.write(_("The demonstration is loaded."))

    def remove(self, edited_too: bool) -> None:
        if not actions.is_present():
            self.stdout.write(_("There is no demonstration here."))
            return
        kept = actions.remove(edited_too=edited_too)
        for line in kept:
            self.stdout.write(line)
        done = (
            _("The rest of the demonstration is removed.")
            if kept
            else _("The demonstration is removed.")
        )
        self.stdout.write(done)
