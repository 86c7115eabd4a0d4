import logging
import sys

from ccsis.lib.logs import PlainFormatter, mask


def formatted(formatter, error=None):
    record = logging.LogRecord(
        "ccsis", logging.ERROR, "x", 1, "Went wrong: %s", ("/a/?q=secret",), None
    )
    if error:
        try:
            raise error
        except Exception:
            record.exc_info = sys.exc_info()
    return formatter.format(record)


def test_private_links_are_masked():
    assert mask('"GET /my/abc123-secret HTTP/1.1"') == '"GET /my/… HTTP/1.1"'


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
    cause = Exception()
    cause.sqlstate = "23505"
    error = ValueError("Key (email)=(somebody@example.org) already exists")
    error.__cause__ = cause
    line = formatted(PlainFormatter(), error)
    assert "[23505]" in line
    assert "somebody@example.org" not in line
