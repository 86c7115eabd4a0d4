from django.core.management.base import BaseCommand

from ccsis.intake.personal import erased
from ccsis.intake.personal.erasure import erase


class Command(BaseCommand):
    help = "After a backup was restored: erases again what was erased since it was made."

    def handle(self, *args, **options):
        rows = erased.rows_that_came_back()
        for row in rows:
            erase(row)
        self.stdout.write(f"Erased again: {len(rows)}")
