import io
import logging
import sys

import psycopg
import pytest
from django.core.exceptions import BadRequest, DisallowedHost, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from procrastinate.exceptions import ConnectorException

from ccsis.lib.logs import Brief, PlainFormatter, mask


def make_record(error=None, **extra):
    record = logging.LogRecord(
        "ccsis", logging.ERROR, "x", 1, "Went wrong: %s", ("/a/?q=secret",), None
    )
    record.__dict__.update(extra)
    if error:
        try:
            raise error
        except Exception:
            record.exc_info = sys.exc_info()
    return record


def formatted(formatter, error=None):
    return formatter.format(make_record(error))


def brief(error, **extra):
    """Level and line after the filter, without the time."""
    record = make_record(error, **extra)
    assert Brief().filter(record)
    return PlainFormatter().format(record).split(" ", 2)[2]


def database_error(kind, code=None):
    error = kind("private words")
    error.__cause__ = Exception()
    error.__cause__.sqlstate = code
    return error


def test_private_links_are_masked():
    assert mask('"GET /my/abc123-secret HTTP/1.1"') == '"GET /my/… HTTP/1.1"'


def test_a_colleagues_way_in_is_masked():
    line = "GET /staff/account/welcome/abc-_123/ HTTP/1.1"
    assert mask(line) == "GET /staff/account/welcome/…/ HTTP/1.1"


def test_a_piece_before_its_day_is_masked():
    line = '"GET /preview/12-abcdefghij234567abcdefghij/ HTTP/1.1" 200'
    assert mask(line) == '"GET /preview/…/ HTTP/1.1" 200'


def test_query_strings_are_masked():
    assert mask("GET /search/?q=my+illness 200") == "GET /search/?… 200"


def test_an_exception_is_logged_without_its_text():
    line = formatted(PlainFormatter(), ValueError("what a person typed"))
    assert "ValueError" in line
    assert "test_logs.py" in line
    assert "what a person typed" not in line
    assert "secret" not in line


def test_a_developer_may_ask_for_the_text():
    assert "what a person typed" in formatted(
        PlainFormatter(with_messages=True), ValueError("what a person typed")
    )


def test_a_database_error_keeps_its_code():
    line = formatted(PlainFormatter(), database_error(ValueError, "23505"))
    assert "[23505]" in line
    assert "private words" not in line


def test_an_unreadable_request_is_told_without_address_and_content():
    line = (
        "Invalid request from ip=2001:db8::7: Invalid HTTP request line: 'GET /\x00?q=my illness'"
    )
    assert mask(line) == "Invalid request: Invalid HTTP request line"


@pytest.mark.parametrize("error", [BadRequest, RequestDataTooBig])
def test_a_refused_request_is_one_line_of_warning(rf, error):
    line = brief(error("what a person typed"), status_code=400, request=rf.get("/a%0A/?q=secret"))
    name = f"{error.__module__}.{error.__name__}"
    assert line == rf"WARNING ccsis: /a\n/ answered with 400 ({name})"


def test_a_refused_host_is_named_for_whoever_forgot_to_allow_it(rf):
    line = brief(DisallowedHost("Invalid header: 'b.org'."), status_code=400, request=rf.get("/"))
    assert line == "WARNING ccsis: Invalid header: 'b.org'."


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (database_error(OperationalError), "OperationalError"),
        (database_error(OperationalError, "57P01"), "OperationalError [57P01]"),
        (database_error(InterfaceError), "InterfaceError"),
    ],
)
def test_an_outage_of_the_database_is_one_line(error, name):
    line = brief(error, status_code=503)
    assert line == f"ERROR ccsis: The database is away (django.db.utils.{name})"


def test_the_job_worker_tells_an_outage_in_one_line():
    error = ConnectorException()
    error.__cause__ = psycopg.OperationalError()
    name = "procrastinate.exceptions.ConnectorException"
    assert brief(error) == f"ERROR ccsis: The database is away ({name})"


def test_the_pool_tells_an_outage_in_one_line():
    line = brief(None, name="psycopg.pool")
    assert line == "ERROR psycopg.pool: The database is away (no connection)"


def test_an_outage_is_told_once_a_minute(monkeypatch):
    tell, told = Brief(), []
    for second in (1, 2, 60.5, 61.5, 62):
        monkeypatch.setattr("ccsis.lib.logs.time.monotonic", lambda second=second: 1000 + second)
        told.append(tell.filter(make_record(database_error(OperationalError))))
    assert told == [True, False, False, True, False]


@pytest.mark.parametrize("error", [ZeroDivisionError(), database_error(OperationalError, "57014")])
def test_a_fault_of_ours_keeps_its_traceback(error):
    assert "test_logs.py" in brief(error, status_code=500)


def test_a_plain_line_passes_unchanged():
    assert brief(None) == "ERROR ccsis: Went wrong: /a/?…"


@pytest.fixture
def console(monkeypatch):
    """Where the site's own handler writes."""
    handler = logging.getLogger("django").handlers[0]  # pytest adds its own
    monkeypatch.setattr(handler, "stream", io.StringIO())
    return handler.stream


def test_a_wrong_host_is_logged_in_one_line(client, db, console):
    client.get("/", headers={"host": "evil.example"})
    [line] = console.getvalue().splitlines()
    assert (
        "WARNING django.security.DisallowedHost: Invalid HTTP_HOST header: 'evil.example'" in line
    )


def test_too_large_a_post_is_logged_in_one_line(client, db, console, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    client.post("/staff/account/login/", "a=much longer", "application/x-www-form-urlencoded")
    [line] = console.getvalue().splitlines()
    assert line.endswith(
        "WARNING django.security.RequestDataTooBig: /staff/account/login/ answered with 413 "
        "(django.core.exceptions.RequestDataTooBig)"
    )
