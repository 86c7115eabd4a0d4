"""Log lines without personal data."""

import logging
import re
import traceback

#: A sender's private page: whoever has the address can open it.
PRIVATE_LINK = re.compile(r"/my/[^/\s?\"']+")
#: Search words and form values travel in query strings.
QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']+")


def mask(line: str) -> str:
    """Take out private links and query strings."""
    return QUERY.sub(r"\1?…", PRIVATE_LINK.sub("/my/…", line))


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
        kind, error, trace = exc_info
        places = "".join(traceback.format_tb(trace))
        return f"{places}{kind.__module__}.{kind.__qualname__}{_code(error)}"

    def formatStack(self, stack_info: str) -> str:  # noqa: N802
        return stack_info


def _code(error: BaseException) -> str:
    """PostgreSQL's five-letter code says what went wrong without saying with whose data."""
    state = getattr(error.__cause__, "sqlstate", None)
    return f" [{state}]" if state else ""
