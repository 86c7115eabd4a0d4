"""What the process may use, set before it reads a byte of the file."""

import contextlib
import resource

MEGABYTE = 1024 * 1024
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
    """Never higher than they are; a system that knows one of them otherwise keeps its own."""
    for kind, value in LIMITS.items():
        highest = resource.getrlimit(kind)[1]
        bound = value if highest == resource.RLIM_INFINITY else min(value, highest)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (bound, bound))
