"""What every test shares. `make test` starts the database and sets DATABASE_URL."""

import json
import os
import shutil

import pgtrigger
import pytest
from django.conf import settings as django_settings
from django.core.management.commands import flush
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations

from ccsis.lib.mailservers import Folder
from deploy import judges
from tests.careful import DeskClient

#: Compiling only as far as pays in a few seconds, for which code needs a larger stack.
QUICKLY = ["-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
#: Those that refer to others first.
QUEUE = ["events", "periodic_defers", "jobs", "workers"]


def pytest_configure():
    # Static files straight from the sources: no test waits for hashing and compressing them.
    django_settings.STORAGES = django_settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    django_settings.WHITENOISE_AUTOREFRESH = True
    django_settings.WHITENOISE_USE_FINDERS = True
    # Threads of live servers and workers must not leave connections to a test database behind.
    django_settings.DATABASES["default"]["CONN_MAX_AGE"] = 0
    # Tests that are about the second factor demand it again.
    django_settings.SECOND_FACTOR_REQUIRED = False
    # Argon2 is slow on purpose; tests that are about passwords bring it back.
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    DatabaseOperations.sql_flush = _delete_every_row
    DatabaseOperations.execute_sql_flush = _without_triggers(DatabaseOperations.execute_sql_flush)
    flush.emit_post_migrate_signal = _leave_what_stayed


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Those that take longest begin first, so that no worker is left with one of them when the others are done.

    They use no database of ours: before those that commit, all others need it as the migrations made it.
    """
    items.sort(key=lambda item: "deploy" not in item.path.parts)


def _delete_every_row(operations, style, tables, **_):
    """What a test that commits leaves behind: few rows. TRUNCATE makes each table's files anew, which takes far longer.

    One statement: foreign keys are looked at when it commits. What follows from the code alone stays: Django would
    only write it again, and go through every model for it.
    """
    rows = sorted(set(tables) - {"django_content_type", "auth_permission"})
    names = [operations.quote_name(table) for table in rows]
    # A page that a test has left open may still be writing.
    lock = f"LOCK TABLE {', '.join(names)} IN EXCLUSIVE MODE"
    return ["; ".join([lock, *(f"DELETE FROM {name}" for name in names)])]


def _leave_what_stayed(*arguments, **options):
    """Instead of writing permissions and kinds of content again, which were not deleted."""


def _without_triggers(execute):
    """Some of them refuse any deletion, as TRUNCATE would not have asked them."""

    def execute_without_triggers(operations, sql_list):
        with pgtrigger.ignore():
            execute(operations, sql_list)

    return execute_without_triggers


@pytest.fixture(autouse=True)
def _media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.WITHHELD_NAMES = tmp_path / "withheld-names.jsonl"
    settings.ERASURES = tmp_path / "erasures.jsonl"
    settings.MAIL_SERVER = Folder(tmp_path / "mail")


@pytest.fixture
def jobs(transactional_db):
    """The queue's rows as (task, arguments).

    Emptied before as well as after: Django does not know these tables, so a test that commits
    without asking for this fixture leaves its jobs behind.
    """
    rows = "SELECT task_name, args::text FROM procrastinate_jobs ORDER BY id"
    _empty_the_queue()
    yield lambda: [(name, json.loads(arguments)) for name, arguments in _query(rows)]
    _empty_the_queue()


@pytest.fixture
def staff_client(django_user_model, db):
    """A superuser's browser."""
    user = django_user_model.objects.create_superuser("staff", password="demo-password")
    client = DeskClient()
    client.force_login(user)
    return client


@pytest.fixture(scope="session")
def axe():
    """The source of axe, to be run in a page."""
    return _judge(judges.AXE).read_text()


@pytest.fixture(scope="session")
def nu():
    """The command of the Nu HTML checker."""
    return [_program("java"), *QUICKLY, "-jar", str(_judge(judges.NU))]


def _judge(name: str):
    return judges.path(name) or _lack(f"{name} is not installed; `make test` does it with npm.")


def _program(name: str) -> str:
    return shutil.which(name) or _lack(f"{name} is not on PATH.")


def _lack(reason: str):
    """Skip the test, or fail it in CI, where nothing may be missing."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


def _empty_the_queue():
    """By DELETE, for the same reason as every other table."""
    _query("; ".join(f"DELETE FROM procrastinate_{table}" for table in QUEUE))


def _query(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []
