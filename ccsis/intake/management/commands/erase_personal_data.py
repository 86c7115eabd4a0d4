from django.core.management.base import BaseCommand

from ccsis.intake.personal import retention


class Command(BaseCommand):
    help = (
        "Erases what has been kept for as long as the privacy page says; a job does it every day."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only count what is due")

    def handle(self, *args, dry_run, **options):
        counts = retention.due() if dry_run else retention.erase_what_is_due()
        verb = "due" if dry_run else "erased"
        for label, count in counts.items():
            self.stdout.write(f"{label}: {count} {verb}")
