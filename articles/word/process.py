"""The program that reads a file, started and watched.

It has no database, no keys and no environment; its time, memory and output are limited
(`ccsis.intake.uploads.inspection.limits`), and it is the only one that parses the file.
"""

import json
import os
import subprocess
import sys
import tempfile

from django.conf import settings

MODULE = "articles.word.reading"
#: Seconds; bytes of its answer.
LONGEST, MOST_SAID = 60, 32 * 1024 * 1024
TOO_COSTLY = {"refused": "too_costly"}


def read(content: bytes) -> dict:
    """{"text": …} or {"refused": code}. Raises RuntimeError if the program cannot be run."""
    with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as answer:
        file.write(content)
        file.seek(0)
        try:
            done = subprocess.run(  # noqa: S603 (our own program; the file's name is not in it)
                [sys.executable, "-m", MODULE],
                stdin=file,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                cwd=settings.BASE_DIR,
                env=_environment(),
                timeout=LONGEST,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return TOO_COSTLY
        if done.returncode < 0:
            # A signal: the kernel's, for what exceeds the limits.
            return TOO_COSTLY
        if done.returncode:
            raise RuntimeError("the reading does not run")
        answer.seek(0)
        said = answer.read(MOST_SAID + 1)
    return json.loads(said) if len(said) <= MOST_SAID else TOO_COSTLY


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    return kept | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
