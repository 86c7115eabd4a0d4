"""What the site asks of a database server, and what to do about one that falls short."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ccsis.lib.environment import DATABASE_FORM, is_database_url
from deploy.terminal import Failure

OLDEST = 15
QUESTION = """
    SELECT current_setting('server_version_num')::int / 10000, current_setting('server_encoding'),
           current_database(), current_user, coalesce(current_schema(), 'public'),
           coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)
           OR to_regclass('django_migrations') IS NOT NULL
"""
# Asked only of a database that can hold these letters.
LETTERS = "SELECT lower('Ж') = 'ж', to_tsvector('simple', '«ж»') @@ to_tsquery('simple', 'ж')"
# Without a client encoding, a database without encoding answers in bytes.
CONNECTION = {"connect_timeout": 10, "autocommit": True, "client_encoding": "UTF8"}
CREATE = "createdb --template=template0 --encoding=UTF8 --locale-provider=icu --icu-locale=und --locale=C.UTF-8"


@dataclass(frozen=True)
class Answer:
    version: int
    encoding: str
    database: str
    user: str
    schema: str
    # Or need not, since somebody else has made the tables.
    may_make_tables: bool
    folds_case: bool
    finds_words: bool


def check(url: str) -> None:
    """Raise a Failure unless the server that the url names suits the site."""
    if not is_database_url(url):
        raise Failure(f"DATABASE_URL {DATABASE_FORM}")
    problem = shortcoming(_ask(url))
    if problem:
        raise Failure(problem)


def shortcoming(answer: Answer) -> str | None:
    if answer.version < OLDEST:
        return f"The database server is PostgreSQL {answer.version}; {OLDEST} or newer is needed."
    make_anew = f"Make one that does: {CREATE} {answer.database}"
    if answer.encoding != "UTF8":
        return (
            f"Database {answer.database} is encoded in {answer.encoding}, not in UTF8. {make_anew}"
        )
    if not answer.folds_case:
        return f"Database {answer.database} has a locale that does not fold the case of Cyrillic letters. {make_anew}"
    if not answer.finds_words:
        return f"Database {answer.database} has a locale that does not tell letters from quotation marks. {make_anew}"
    if not answer.may_make_tables:
        return (
            f"Role {answer.user} may not make tables in database {answer.database}. Make it the owner: "
            f"ALTER DATABASE {answer.database} OWNER TO {answer.user} (or, in that database: "
            f"GRANT USAGE, CREATE ON SCHEMA {answer.schema} TO {answer.user})"
        )
    return None


def _ask(url: str) -> Answer:
    import psycopg

    try:
        with psycopg.connect(url, **CONNECTION) as connection:
            facts = connection.execute(QUESTION).fetchone()
            letters = (False, False)
            if facts[1] == "UTF8":
                letters = connection.execute(LETTERS).fetchone()
    except psycopg.Error as error:
        raise Failure(_unreachable(url, str(error))) from None
    return Answer(*facts, *letters)


def _unreachable(url: str, error: str) -> str:
    """Without the password, which the url and therefore perhaps the error holds."""
    reason = " ".join(error.split()).rpartition("failed: ")[2]
    parts = urlsplit(url)
    if parts.password:
        reason = reason.replace(parts.password, "***")
    place = unquote(parts.hostname or "this machine")
    return f"The database server on {place} does not let us in: {reason}. Start it, or correct DATABASE_URL."
