"""python -m articles.word.reading < FILE

Writes {"text": …} or {"refused": CODE}.
"""

import io
import json
import sys
from typing import BinaryIO

from articles.word.reading.refusals import RefusedError
from ccsis.intake.uploads.inspection import limits

#: Around what is read there are a few calls for each element of the file, of which no more are taken
#: than `package.DEEPEST`.
CALLS = 20_000


def main(file: BinaryIO) -> int:
    limits.set_all()
    sys.setrecursionlimit(CALLS)
    sys.stdout.write(json.dumps(answer(io.BytesIO(file.read()))))
    return 0


def answer(file: BinaryIO) -> dict:
    try:
        from articles.word.reading.reading import read

        return {"text": read(file)}
    except RefusedError as refusal:
        return {"refused": refusal.code}
    except MemoryError:
        return {"refused": "too_costly"}
    except RecursionError:
        return {"refused": "too_deep"}
    except Exception:
        # Files are made by strangers' programs: whatever the library stumbles over is a broken file.
        return {"refused": "broken"}


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer))
