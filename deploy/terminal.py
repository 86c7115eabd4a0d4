"""Words to the person at the terminal: plain lines, never a traceback."""

import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

FULL = (errno.ENOSPC, errno.EDQUOT)
FULL_WORDS = ("No space left on device", "Disk quota exceeded")
# Where less is left, whatever fails does so for want of space; half written files are gone again by then.
LEAST_SPACE = 4 * 1024 * 1024
DISK_FULL = "The disk is full. Make room and start again."


class Failure(Exception):  # noqa: N818 (it is told to people, under this name)
    """Something the person at the terminal has to know or do, in one line."""


class Stopped(Exception):  # noqa: N818
    """Somebody asked for the end: Ctrl-C, a signal, a closed terminal."""


def say(line: str, *, end: str = "\n") -> None:
    """Print, unless the terminal is gone."""
    try:
        print(line, end=end, flush=True)
    except (OSError, ValueError):
        _let_go_of(sys.stdout)


def complain(line: str) -> None:
    try:
        print(line, file=sys.stderr, flush=True)
    except (OSError, ValueError):
        _let_go_of(sys.stderr)


def disk_is_full(log: Path) -> bool:
    """Whether a program failed for want of space, by its log, which then may have found no space either."""
    told = (
        any(words in log.read_text(errors="replace") for words in FULL_WORDS)
        if log.exists()
        else False
    )
    return told or shutil.disk_usage(log.parent).free < LEAST_SPACE


def reported(task: Callable[[], int]) -> int:
    """Run the task; whatever goes wrong becomes one line and exit status 1."""
    try:
        return task()
    except (Stopped, KeyboardInterrupt):
        complain("Stopped.")
        return 130
    except Failure as failure:
        complain(str(failure))
    except OSError as error:
        complain(DISK_FULL if error.errno in FULL else f"{error.strerror}: {error.filename}")
    return 1


def _let_go_of(stream) -> None:
    """Point a dead stream at nothing, so that the interpreter's last flush finds it well."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
