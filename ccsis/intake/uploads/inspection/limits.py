"""What the process may use, set before it reads a byte of the file."""

import resource

from ccsis.lib.confinement import MEGABYTE, confine

LIMITS = {
    # Seconds of computing; the clock on the wall is watched from outside.
    resource.RLIMIT_CPU: 15,
    resource.RLIMIT_AS: 1024 * MEGABYTE,
    # The copy of a picture.
    resource.RLIMIT_FSIZE: 64 * MEGABYTE,
    resource.RLIMIT_NOFILE: 32,
    resource.RLIMIT_CORE: 0,
}


def set_all() -> None:
    confine(LIMITS)
