"""Log lines without personal data."""

import logging
import re
import time
import traceback

import psycopg
from django.core.exceptions import DisallowedHost
from django.db import InterfaceError, OperationalError

#: A sender's private page, a colleague's way in, a piece before its day: whoever has the address can open it.
PRIVATE_LINK = re.compile(r"(/my/|/welcome/|/preview/)[^/\s?\"']+")
#: Search words and form values travel in query strings.
QUERY = re.compile(r"(/[^\s?]*)\?\S+")
#: gunicorn tells whose request it could not read, and quotes it.
UNREADABLE = re.compile(r"(Invalid request) from ip=\S*(: [^:'\"]*).*", re.DOTALL)

#: As Django calls them and, in the job worker, the driver itself.
LOST = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
#: PostgreSQL's codes for a server that is away: connection lost, no resources, shut down.
AWAY = ("08", "53", "57P")
MINUTE = 60


def mask(line: str) -> str:
    """Take out private links and query strings, and of an unreadable request all but its fault."""
    line = UNREADABLE.sub(r"\1\2", line)
    return QUERY.sub(r"\1?…", PRIVATE_LINK.sub(r"\1…", line))


class Brief(logging.Filter):
    """What is no fault of the code needs no traceback: a request that was refused, a database that is away.

    An outage fails every request in the same way, so it is told at most once a minute.
    """

    def __init__(self):
        super().__init__()
        self.silent_until = 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if error and getattr(record, "status_code", 500) < 500:
            _tell_refusal(record, error)
        elif record.name == "psycopg.pool" or _is_outage(error):
            _replace(
                record, "The database is away (%s)", _name(error) if error else "no connection"
            )
            return self._is_due()
        return True

    def _is_due(self) -> bool:
        now = time.monotonic()
        if now < self.silent_until:
            return False
        self.silent_until = now + MINUTE
        return True


class PlainFormatter(logging.Formatter):
    """Time, level, source and masked message; of an exception its type and the places in the code.

    The text of an exception may quote what a person typed (PostgreSQL repeats whole rows), so it
    is printed only for a developer who asked for it.
    """

    def __init__(self, *args, with_messages: bool = False, **kwargs):
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", *args, **kwargs)
        self.with_messages = with_messages

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))

    def formatException(self, exc_info) -> str:  # noqa: N802 (the name is logging's)
        if self.with_messages:
            return super().formatException(exc_info)
        _, error, trace = exc_info
        places = "".join(traceback.format_tb(trace))
        return f"{places}{_name(error)}"

    def formatStack(self, stack_info: str) -> str:  # noqa: N802
        return stack_info


def _tell_refusal(record: logging.LogRecord, error: BaseException) -> None:
    """One line of warning. The host that was asked for is kept: it may be missing in ALLOWED_HOSTS."""
    record.levelno, record.levelname = logging.WARNING, logging.getLevelName(logging.WARNING)
    if isinstance(error, DisallowedHost):
        _replace(record, "%s", error)
    else:
        path = record.request.path.encode("unicode_escape").decode()
        _replace(record, "%s answered with %s (%s)", path, record.status_code, _name(error))


def _replace(record: logging.LogRecord, message: str, *arguments) -> None:
    record.msg, record.args = message, arguments
    record.exc_info = record.exc_text = None


def _is_outage(error: BaseException | None) -> bool:
    """A statement that took too long or met a deadlock has a code too, and its place matters."""
    is_lost = isinstance(error, LOST) or isinstance(getattr(error, "__cause__", None), LOST)
    return is_lost and (_code(error) or AWAY[0]).startswith(AWAY)


def _name(error: BaseException) -> str:
    """Type and PostgreSQL's five letters, which say what went wrong without saying with whose data."""
    code = _code(error)
    return f"{type(error).__module__}.{type(error).__qualname__}" + (f" [{code}]" if code else "")


def _code(error: BaseException) -> str | None:
    return getattr(error.__cause__ or error, "sqlstate", None)
