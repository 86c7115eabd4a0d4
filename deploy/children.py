"""Starting, watching and ending other processes.

Every child leads a session of its own, so that a terminal's Ctrl-C reaches only the supervisor, which then ends
its children in order; and the kernel ends them if the supervisor is killed (Linux).
"""

import ctypes
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from deploy.owner import Identity
from deploy.terminal import Stopped

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None

Child = subprocess.Popen
Wait = Callable[[float], None]


def die_with_parent(number: int) -> None:
    """Have the kernel send us this signal when our parent is gone."""
    if LIBC:
        LIBC.prctl(PR_SET_PDEATHSIG, int(number))


def start(
    command: list[str],
    *,
    identity: Identity | None = None,
    on_death: int = signal.SIGTERM,
    session: bool = True,
    **options,
) -> Child:
    """Start a child that ends with us; on_death is the signal it then gets."""
    parent = os.getpid()

    def tie():
        die_with_parent(on_death)
        if os.getppid() != parent:
            os._exit(1)

    identity = identity or Identity()
    options = {"stdin": subprocess.DEVNULL, **identity.popen, **options}
    return subprocess.Popen(
        [*identity.prefix, *command], start_new_session=session, preexec_fn=tie, **options
    )


def stop(child: Child, *, grace: float, number: int = signal.SIGTERM, group: bool = False) -> None:
    """Ask the child, or all of its group, to end; after so many seconds end the whole group."""
    if child.poll() is None:
        ask = _signal_group if group else os.kill
        ask(child.pid, number)
        with suppress(subprocess.TimeoutExpired):
            child.wait(grace)
    _signal_group(child.pid, signal.SIGKILL)
    child.wait()


class StopSignals:
    """Turns signals into something to wait for, so that no piece of work is cut in the middle."""

    NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def __init__(self) -> None:
        self.received: int | None = None
        self._pipe, writer = os.pipe()
        os.set_blocking(self._pipe, False)
        os.set_blocking(writer, False)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in self.NUMBERS:
            # nohup has SIGHUP ignored, and means it.
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self._note)
        if "MAKELEVEL" in os.environ:
            die_with_parent(signal.SIGTERM)

    def _note(self, number: int, _frame) -> None:
        self.received = number

    def wait(self, seconds: float) -> None:
        """Sleep, but wake when a child ends; raises Stopped when the end was asked for."""
        if self.received is None and select.select([self._pipe], [], [], seconds)[0]:
            os.read(self._pipe, 512)
        if self.received is not None:
            raise Stopped

    def wait_for(self, child: Child) -> int:
        while child.poll() is None:
            self.wait(0.5)
        return child.returncode


class Register:
    """Notes on disk which children run, for a next start after this one was killed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.children: dict[str, str] = {}

    def add(self, child: Child) -> None:
        self.children[str(child.pid)] = _birth(child.pid)
        self.path.write_text(json.dumps(self.children))

    def end_leftovers(self, wait: Wait) -> bool:
        """End what an earlier run left behind; tells whether there was anything."""
        pids = [pid for pid, birth in self._read().items() if birth and _birth(pid) == birth]
        leftovers = [int(pid) for pid in pids]
        # Ended by the kernel's signal they need a moment; after that they are not asked again.
        for number, seconds in ((None, 3), (signal.SIGTERM, 5), (signal.SIGKILL, 5)):
            if number:
                for pid in leftovers:
                    _signal_group(pid, number)
            if wait_until(lambda: not any(map(_is_alive, leftovers)), wait, seconds):
                break
        self.path.unlink(missing_ok=True)
        return bool(leftovers)

    def _read(self) -> dict[int, str]:
        try:
            return {int(pid): birth for pid, birth in json.loads(self.path.read_text()).items()}
        except (FileNotFoundError, ValueError):
            return {}


def wait_until(condition: Callable[[], bool], wait: Wait, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        wait(0.05)
    return True


def _signal_group(pid: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def _is_alive(pid: int) -> bool:
    """Whether the process runs; one that only waits to be collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _birth(pid: int) -> str:
    """The moment a process began, which tells it from a later one with the same number; see proc(5)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (FileNotFoundError, ProcessLookupError):
        return ""
