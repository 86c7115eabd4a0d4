"""After a test that commits, the database is again as the migrations made it.

So tests need no order: none of them finds groups, regions or pages of a new site gone.
"""

import time

import pgtrigger
from django.core.management.commands import flush
from django.db import OperationalError, connection
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg.errors import DeadlockDetected

#: What follows from the code alone stays: Django would only write it again, and go through every
#: model for it.
STAYS = {"django_content_type", "auth_permission"}
FIRST_ROWS = "first_rows"
#: In seconds, longer than the server of a test takes for one.
LONGEST_ANSWER = 5

#: The statement that takes each table's first rows back, by its name.
_restoring: dict[str, str] = {}


def use_here() -> None:
    """Before Django looks at its database."""
    DatabaseOperations.sql_flush = _as_migrated
    DatabaseOperations.execute_sql_flush = _without_triggers(DatabaseOperations.execute_sql_flush)
    flush.emit_post_migrate_signal = _leave_what_stayed


def keep_first_rows() -> None:
    """In a schema of their own, directly after the migrations."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {FIRST_ROWS} CASCADE; CREATE SCHEMA {FIRST_ROWS}")
        for table in sorted(set(tables) - STAYS):
            name = connection.ops.quote_name(table)
            cursor.execute(f"CREATE TABLE {FIRST_ROWS}.{name} AS TABLE {name}")
            if cursor.rowcount:
                columns = ", ".join(_written_columns(cursor, table))
                _restoring[table] = (
                    f"INSERT INTO {name} ({columns}) SELECT {columns} FROM {FIRST_ROWS}.{name}"
                )


def end_other_sessions() -> None:
    """Of pages that a test has left open: with one of them the database can't be dropped."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def _written_columns(cursor, table: str) -> list[str]:
    """Without those that the database works out."""
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public'"
        " AND table_name = %s AND is_generated = 'NEVER'",
        [table],
    )
    return [connection.ops.quote_name(name) for (name,) in cursor.fetchall()]


def _as_migrated(operations, style, tables, **_):
    """What a test that commits leaves behind: few rows. TRUNCATE makes each table's files anew, which takes far longer.

    One statement: foreign keys are looked at when it commits.
    """
    rows = sorted(set(tables) - STAYS)
    names = [operations.quote_name(table) for table in rows]
    # A page that a test has left open may still be writing.
    lock = f"LOCK TABLE {', '.join(names)} IN EXCLUSIVE MODE"
    deleting = [f"DELETE FROM {name}" for name in names]
    restoring = [_restoring[table] for table in rows if table in _restoring]
    return ["; ".join([lock, *deleting, *restoring])]


def _leave_what_stayed(*arguments, **options):
    """Instead of writing permissions and kinds of content again, which were not deleted."""


def _without_triggers(execute):
    """Some of them refuse any deletion, as TRUNCATE would not have asked them."""

    def execute_without_triggers(operations, sql_list):
        with pgtrigger.ignore():
            _execute_against_others(lambda: execute(operations, sql_list))

    return execute_without_triggers


def _execute_against_others(execute) -> None:
    """What a closed page asked for may still be answered, and both may wait for each other: then once more."""
    end = time.monotonic() + LONGEST_ANSWER
    while True:
        try:
            return execute()
        except OperationalError as error:
            if not isinstance(error.__cause__, DeadlockDetected) or time.monotonic() > end:
                raise
