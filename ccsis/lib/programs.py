"""Programs of ours that read what strangers made, each in a process of its own, so that a file that
explodes or hangs stops nobody.

They have no database, no keys and no environment; their time, memory and output are limited, by
themselves with `ccsis.lib.confinement`, and from here.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from typing import BinaryIO

from django.conf import settings


class TooCostlyError(Exception):
    """The file takes more time or memory than it may, or has more to say."""


def run(
    module: str,
    *arguments: str,
    file: BinaryIO | bytes,
    seconds: int,
    most_bytes: int,
    open_files: Sequence[int] = (),
) -> bytes:
    """What `python -m module` answers when it is given a file, at most that many bytes.

    open_files: numbers of open files that it may use. Raises TooCostlyError, and RuntimeError if
    the program does not run.
    """
    given = {"input": file} if isinstance(file, bytes) else {"stdin": file}
    with tempfile.TemporaryFile() as answer:
        try:
            done = subprocess.run(  # noqa: S603 (our own program; nothing of the file is in it)
                [sys.executable, "-m", module, *arguments],
                **given,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                pass_fds=open_files,
                cwd=settings.BASE_DIR,
                env=environment(),
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise TooCostlyError from error
        if done.returncode < 0:
            # A signal: the kernel's, for what exceeds the limits.
            raise TooCostlyError
        if done.returncode:
            raise RuntimeError(f"{module} does not run")
        answer.seek(0)
        said = answer.read(most_bytes + 1)
    if len(said) > most_bytes:
        raise TooCostlyError
    return said


def environment() -> dict[str, str]:
    """Without keys and addresses; only where a system keeps its libraries, if that is said."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    return kept | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
