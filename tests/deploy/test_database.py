"""What a database server must be able to do; each shortcoming is one line that says what to do."""

import subprocess

import pytest

from ccsis.lib.environment import DATABASE_FORM
from deploy import database, postgres
from deploy.terminal import Failure

GOOD = {
    "version": 15,
    "encoding": "UTF8",
    "database": "ccsis",
    "user": "ccsis",
    "schema": "public",
    "may_make_tables": True,
    "folds_case": True,
    "finds_words": True,
}


def shortcoming(**facts):
    return database.shortcoming(database.Answer(**GOOD | facts))


def sibling(server, name: str) -> str:
    """The url of another database of the same server."""
    return f"{server.url.removesuffix('/ccsis')}/{name}"


def create(server, options: str) -> None:
    query(server, f"CREATE DATABASE {options}")


def query(server, sql: str) -> None:
    subprocess.run([str(postgres.binary("psql")), "-q", server.url, "-c", sql], check=True)


def test_the_oldest_version_that_we_support_will_do():
    assert shortcoming() is None


def test_an_older_version_is_refused():
    assert shortcoming(version=14) == "The database server is PostgreSQL 14; 15 or newer is needed."


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"encoding": "SQL_ASCII"}, "is encoded in SQL_ASCII, not in UTF8"),
        ({"folds_case": False}, "does not fold the case of Cyrillic letters"),
        ({"finds_words": False}, "does not tell letters from quotation marks"),
    ],
)
def test_a_refused_database_is_named_with_the_command_that_makes_a_better_one(facts, words):
    line = shortcoming(**facts)

    assert line.startswith("Database ccsis ")
    assert words in line
    assert line.endswith(f"Make one that does: {database.CREATE} ccsis")
    assert "\n" not in line


def test_a_role_that_may_not_make_tables_is_told_both_ways_out():
    line = shortcoming(user="guest", may_make_tables=False)

    assert line.startswith("Role guest may not make tables in database ccsis.")
    assert "ALTER DATABASE ccsis OWNER TO guest" in line
    assert "GRANT USAGE, CREATE ON SCHEMA public TO guest" in line


def test_the_embedded_server_passes_all_checks(room):
    with postgres.served(room, durable=False) as server:
        database.check(server.url)


def test_a_real_database_with_the_plain_c_locale_is_refused(room):
    with postgres.served(room, durable=False) as server:
        create(server, "plain TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'")

        with pytest.raises(
            Failure, match="Database plain has a locale that does not fold the case"
        ):
            database.check(sibling(server, "plain"))


def test_a_real_database_that_cannot_hold_the_letters_is_refused(room):
    with postgres.served(room, durable=False) as server:
        create(
            server, "old TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'"
        )

        with pytest.raises(Failure, match="Database old is encoded in SQL_ASCII, not in UTF8"):
            database.check(sibling(server, "old"))


def test_a_real_role_needs_the_privilege_only_until_the_tables_are_there(room):
    with postgres.served(room, durable=False) as server:
        query(server, "CREATE TABLE django_migrations ()")
        query(server, "REVOKE CREATE ON SCHEMA public FROM pg_database_owner")
        database.check(server.url)

        query(server, "DROP TABLE django_migrations")
        with pytest.raises(Failure, match="Role ccsis may not make tables in database ccsis"):
            database.check(server.url)


@pytest.mark.parametrize("password", ["pa[ss]W", "pa#ss", "pa/ss", "12/ss", "pa@ss", "pa%ss"])
def test_a_password_that_is_not_encoded_is_refused_without_showing_it(password):
    with pytest.raises(Failure) as refusal:
        database.check(f"postgres://someone:{password}@127.0.0.1:1/ccsis")

    assert str(refusal.value) == f"DATABASE_URL {DATABASE_FORM}"


def test_another_kind_of_database_is_refused():
    with pytest.raises(Failure, match="DATABASE_URL must look like postgresql://"):
        database.check("mysql://someone:s3cret@localhost/ccsis")


def test_a_missing_database_is_told(room):
    absent = pytest.raises(Failure, match='database "nowhere" does not exist')
    with postgres.served(room, durable=False) as server, absent:
        database.check(sibling(server, "nowhere"))
