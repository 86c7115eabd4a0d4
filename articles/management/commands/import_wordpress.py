import os
import sys
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.wordpress.importer import import_export
from articles.wordpress.items import RefusedError
from articles.wordpress.progress import Progress
from ccsis.demo import actions as demo

NOTHING = gettext_lazy("Nothing was imported.")


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _(
            "Import the old site from a WordPress export (WXR). All of it or nothing; running it "
            "again changes only what changed in WordPress and was not edited here."
        )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help=_("the export, an .xml file"))
        parser.add_argument(
            "--media",
            type=Path,
            metavar="DIR",
            help=_("a copy of the old site's wp-content/uploads, for the pictures"),
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("report what would happen, and change nothing")
        )
        parser.add_argument(
            "--restore",
            type=int,
            nargs="+",
            default=[],
            metavar="NUMBER",
            help=_("import these items again although they were deleted here"),
        )

    def handle(self, *, file, media, dry_run, restore, verbosity, **options):
        progress = self._progress(verbosity)
        try:
            report = import_export(
                path=file,
                media=media,
                dry_run=dry_run,
                restored=frozenset(restore),
                progress=progress,
            )
        except RefusedError as refusal:
            raise CommandError(f"{refusal} {NOTHING}") from refusal
        except OSError as error:
            reason = error.strerror or str(error)
            text = _("A file cannot be read or written: %(reason)s.") % {"reason": reason}
            raise CommandError(f"{text} {NOTHING}") from error
        except DatabaseError as error:
            reason = " ".join(str(error).split())
            text = _("The database refused: %(reason)s.") % {"reason": reason}
            raise CommandError(f"{text} {NOTHING}") from error
        except KeyboardInterrupt as error:
            raise CommandError(f"{_('Interrupted.')} {NOTHING}") from error
        self._write(report, dry_run)

    def _progress(self, verbosity: int) -> Progress:
        write = partial(self.stderr.write, style_func=str, ending="")
        return Progress(write if verbosity else lambda text: None, is_terminal=self.stderr.isatty())

    def _write(self, report, dry_run: bool) -> None:
        # What is done is done: a terminal without these letters must not end in a traceback.
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="backslashreplace")
        lines = [*report.lines, "", *report.totals()]
        if dry_run:
            lines.append(_("A dry run: nothing was kept of this."))
        if demo.is_present():
            lines.append(
                _(
                    "The demonstration is on this site too; manage.py load_demo --remove takes it away."
                )
            )
        try:
            for line in lines:
                self.stdout.write(line)
            self.stdout.flush()
        except BrokenPipeError:
            # Whoever read the report (head, less) has left; Python would complain once more.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            text = _("The import is done, but its report cannot be written: %(reason)s.")
            raise CommandError(text % {"reason": error.strerror}) from error
