"""Make a development copy ready to serve: tables, static files, demonstration, a staff login."""

import hashlib
import secrets
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from ccsis.accounts import demo

LOGIN_NAME = "staff"


class Command(BaseCommand):
    help = _("Used by `make run`: migrate, collect static files, load the demonstration once.")
    requires_system_checks = []

    def handle(self, *args, **options):
        if not settings.DEVELOPMENT:
            raise CommandError(_("This is for a development copy (DEVELOPMENT=1)."))
        _migrate()
        _collect_static(Path(settings.STATIC_ROOT))
        login = _staff_login(Path(settings.VAR_DIR) / "staff-login")
        call_command("load_demo", once=True, stdout=StringIO())
        for line in [login, *_demo_logins()]:
            self.stdout.write(line)


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def _collect_static(root: Path) -> None:
    """Collect, hash and compress, but only when a source file changed."""
    stamp = root / ".sources"
    sources = _fingerprint()
    if not settings.DEBUG and not (stamp.is_file() and stamp.read_text() == sources):
        call_command("collectstatic", verbosity=0, interactive=False, clear=root.exists())
        stamp.write_text(sources)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _staff_login(file: Path) -> str:
    """The line that tells how to sign in; the password is random and kept in `file`."""
    users = get_user_model().objects
    if not file.exists():
        if users.filter(username=LOGIN_NAME).exists():
            return _("Staff: /staff/ (sign in with an account of this database)")
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(9))
    password = file.read_text().strip()
    user = users.filter(username=LOGIN_NAME).first()
    if user is None:
        users.create_superuser(LOGIN_NAME, password=password)
    elif not user.check_password(password):
        return _("Staff: /staff/ (as %(name)s, with the password that was chosen there)") % {
            "name": LOGIN_NAME
        }
    return _("Staff: /staff/ as %(name)s, password %(password)s") % {
        "name": LOGIN_NAME,
        "password": password,
    }


def _demo_logins() -> Iterator[str]:
    """A line about the demonstration's accounts, if they are there."""
    if names := demo.names():
        line = _("For what each group sees: %(names)s, with the same password")
        yield line % {"names": ", ".join(names)}
