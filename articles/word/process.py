"""The program that reads a file, started and watched.

It has no database, no keys and no environment; its time, memory and output are limited
(`ccsis.intake.uploads.inspection.limits`). Only pictures are taken out of the file elsewhere, to be
decoded in another one (`ccsis.media.decoding`).
"""

import json

from ccsis.lib import programs

MODULE = "articles.word.reading"
#: Seconds; bytes of its answer.
LONGEST, MOST_SAID = 60, 32 * 1024 * 1024


def read(content: bytes) -> dict:
    """{"text": …} or {"refused": code}. Raises RuntimeError if the program cannot be run."""
    try:
        said = programs.run(MODULE, file=content, seconds=LONGEST, most_bytes=MOST_SAID)
    except programs.TooCostlyError:
        return {"refused": "too_costly"}
    return json.loads(said)
