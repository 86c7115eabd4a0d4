"""Bounds for a process that reads what strangers made. Nothing here may import Django."""

import contextlib
import logging
import resource
import warnings

MEGABYTE = 1024 * 1024


def confine(limits: dict[int, int]) -> None:
    """Bound this process by limits (`resource.RLIMIT_…`), before it reads a byte of a file.

    Never higher than they are; a system that knows one of them otherwise keeps its own. What
    libraries mutter about a file is of no use to anybody, and left out.
    """
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    for kind, value in limits.items():
        highest = resource.getrlimit(kind)[1]
        bound = value if highest == resource.RLIM_INFINITY else min(value, highest)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (bound, bound))
