"""python -m ccsis.media.decoding [LEFT TOP RIGHT BOTTOM] < FILE"""

import json
import resource
import sys

from ccsis.lib.confinement import MEGABYTE, confine

LIMITS = {
    # Seconds of computing; the clock on the wall is watched from outside.
    resource.RLIMIT_CPU: 30,
    resource.RLIMIT_AS: 1536 * MEGABYTE,
    resource.RLIMIT_FSIZE: 64 * MEGABYTE,
    resource.RLIMIT_NOFILE: 32,
    resource.RLIMIT_CORE: 0,
}


def main() -> int:
    confine(LIMITS)
    from ccsis.media.decoding.pictures import Refusal, decode

    content, crop = b"", tuple(map(int, sys.argv[1:]))
    try:
        said, content = decode(sys.stdin.buffer.read(), crop)
    except Refusal as refusal:
        said = {"code": refusal.code, "params": refusal.params}
    except MemoryError:
        said = {"code": "too_costly", "params": {}}
    except Exception:
        # Whatever else the libraries stumble over in a stranger's file.
        said = {"code": "damaged", "params": {}}
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
