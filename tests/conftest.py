"""What every test shares. `make test` starts the database and sets DATABASE_URL."""

import json
import os
import shutil

import pytest
from django.conf import settings as django_settings
from django.db import connection

from ccsis.lib.mailservers import Folder
from deploy import judges
from tests import committing
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
    committing.use_here()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Those that take longest begin first, so that no worker is left with one of them when the others are done.

    They use no database of ours.
    """
    items.sort(key=lambda item: "deploy" not in item.path.parts)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        committing.keep_first_rows()
    yield
    with django_db_blocker.unblock():
        committing.end_other_sessions()


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
