"""python -m ccsis.intake.uploads.inspection KIND COPY < FILE, where COPY is the number of an open file"""

import json
import sys

from ccsis.intake.uploads.inspection import PICTURES, limits


def main(kind: str, number: str) -> int:
    limits.set_all()
    file = sys.stdin.buffer
    if kind in PICTURES:
        from ccsis.intake.uploads.inspection.pictures import look
    elif kind == "pdf":
        from ccsis.intake.uploads.inspection.pdfs import look
    else:
        from ccsis.intake.uploads.inspection.documents import look
    try:
        with open(int(number), "wb") as copy:
            found = look(file, kind, copy)
    except MemoryError:
        found = {"too_costly"}
    sys.stdout.write(json.dumps(sorted(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
