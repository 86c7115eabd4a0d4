"""The port that the site listens on, on this machine only."""

import errno
import os
import socket

from deploy.children import Wait, wait_until
from deploy.terminal import Failure

HOST = "127.0.0.1"


def chosen() -> int:
    words = os.environ.get("PORT") or "8000"
    if not words.isascii() or not words.isdigit() or not 0 < int(words) < 65536:
        raise Failure(f"PORT must be a number from 1 to 65535, not {words!r}.")
    return int(words)


def require_free(port: int, *, wait: Wait | None = None) -> None:
    """Refuse a port that is taken; with a wait, only if it still is after some seconds."""
    if wait and wait_until(lambda: _bind_error(port) is None, wait, 5):
        return
    error = _bind_error(port)
    if error == errno.EACCES:
        raise Failure(f"Port {port} is reserved for root. Choose another: make run PORT=8001")
    if error:
        another = port + 1 if port < 65535 else 8000
        raise Failure(f"Port {port} is taken. Choose another: make run PORT={another}")


def _bind_error(port: int) -> int | None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            return error.errno
    return None
