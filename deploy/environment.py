"""The virtual environment: made from a hash-pinned lock, kept while it fits, made anew when it does not.

CCSIS_VENV names one to use as it is, without installing anything; our own tests use it for their copies.
"""

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from deploy import bootstrap, children, locks, owner, places, port
from deploy.places import CHECKOUT
from deploy.terminal import DISK_FULL, Failure, complain, disk_is_full, reported, say

STAMP = "installed.json"
FACTS = (
    "import sys, importlib.util as u; "
    "print('%d.%d' % sys.version_info[:2], sys.version_info >= (3, 11) and bool(u.find_spec('ensurepip')))"
)
# Variables that make a Python look for modules elsewhere.
ASTRAY = ("PYTHONHOME", "PYTHONPATH", "PYTHONSAFEPATH", "PYTHONSTARTUP", "__PYVENV_LAUNCHER__")
COMPLAINTS = {
    r"DO NOT MATCH THE HASHES|HashMismatch": "A package is not the one that the lock pins (its hash differs). Nothing was installed from it.",
    r"NewConnectionError|NameResolutionError|Failed to establish|name resolution|ProxyError|ConnectTimeout|"
    r"Connection refused|SSLError|Read timed out|Connection broken|Network is unreachable": "No package index can be reached. Look at the network, or at pip's configuration.",
    r"No matching distribution": "The package index does not have a package that the lock pins.",
}


@dataclass(frozen=True)
class Task:
    module: str
    lock: str
    folder: str = ".venv"
    arguments: tuple[str, ...] = ()


TASKS = {
    "run": Task("deploy.run", "requirements-local.txt"),
    "test": Task("deploy.test", "requirements-test.txt"),
    "audit": Task("deploy.audit", "requirements-test.txt"),
    "faults": Task("deploy.faults", "requirements-test.txt"),
    "test-next": Task("deploy.test", "requirements-next.txt", ".venv-next", ("--next",)),
}


def main(words: list[str]) -> int:
    return reported(lambda: _main(*words))


def _main(name: str, *arguments: str) -> int:
    task = TASKS[name]
    owner.become_owner()
    _restart_with_readable_python()
    if "MAKELEVEL" in os.environ:
        children.die_with_parent(signal.SIGTERM)
    for variable in ASTRAY:
        os.environ.pop(variable, None)
    choices = nexts() if name == "test-next" else pythons()
    if name == "test-next" and not choices:
        return _without_next()
    venv = _environment(task, choices)
    python = str(venv / "bin" / "python")
    os.chdir(CHECKOUT)
    os.execv(python, [python, "-m", task.module, *task.arguments, *arguments])


def _without_next() -> int:
    complain("There is no Python 3.13 here, so the suite was not run on the next Django.")
    return 1 if os.environ.get("CI") else 0


def _restart_with_readable_python() -> None:
    """Root's own Python may be closed to the person that root has become."""
    if not os.access(sys.executable, os.X_OK):
        python = _first_usable(bootstrap.pythons())
        os.execv(python, [python, str(CHECKOUT / "deploy" / "bootstrap.py"), *sys.argv[1:]])


def _first_usable(choices: list[str]) -> str:
    """The first Python that is new enough and can make environments."""
    versions = [(python, *facts(python)) for python in choices]
    for python, _, has_ensurepip in versions:
        if has_ensurepip:
            return python
    lacking = [version for _, version, _ in versions if _is_new(version)]
    if lacking:
        raise Failure(
            f"Python {lacking[0]} cannot make virtual environments. "
            f"Install what is missing: apt-get install python{lacking[0]}-venv"
        )
    raise Failure("Python 3.11 or newer is needed. Choose one: make PYTHON=python3.11 ...")


def _is_new(version: str) -> bool:
    return bool(version) and tuple(map(int, version.split("."))) >= bootstrap.NEEDED


def facts(python: str) -> tuple[str, bool]:
    """Its version, and whether it can make environments; empty when it does not run at all."""
    answer = subprocess.run([python, "-c", FACTS], capture_output=True, text=True, check=False)
    version, _, has_ensurepip = answer.stdout.strip().partition(" ")
    return version, has_ensurepip == "True"


def pythons() -> list[str]:
    return [sys.executable, *bootstrap.pythons()]


def nexts() -> list[str]:
    """Pythons 3.13, from PATH or from pyenv."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    kept = [str(path) for path in pyenv.glob("3.13*/bin/python3.13")]
    return [python for python in [*pythons(), *kept] if facts(python)[0] == "3.13"]


# Which environment


def _environment(task: Task, choices: list[str]) -> Path:
    """A ready environment: the given one, the checkout's, or this user's own."""
    own = _choose_var()
    given = os.environ.get("CCSIS_VENV")
    if given:
        return Path(given)
    shared = CHECKOUT / task.folder
    lock = CHECKOUT / task.lock
    if _is_ready(shared, lock):
        return shared
    venv = own / task.folder.strip(".") if own else shared
    with locks.held(places.var() / "install.lock", wait=True):
        if not _is_ready(venv, lock):
            if task.module == "deploy.run":
                port.require_free(port.chosen())
            install(venv, lock, choices)
    return venv


def _choose_var() -> Path | None:
    """Settle where the data are; returns the user's private folder if it has to be that."""
    if places.is_writable(CHECKOUT) and places.is_writable(places.var()):
        os.environ["VAR_DIR"] = str(places.var())
        return None
    own = places.private_state()
    os.environ.setdefault("VAR_DIR", str(own / "var"))
    say(f"This folder belongs to another user, so your data are kept in {places.var()}")
    return own


def _is_ready(venv: Path, lock: Path) -> bool:
    """Whether this lock was installed here, for this place, with the Python that the environment still has."""
    stamp = _read_stamp(venv)
    python = venv / "bin" / "python"
    return (
        stamp.get("place") == str(venv)
        and stamp["locks"].get(lock.name) == _digest(lock)
        and os.access(python, os.X_OK)
        and facts(str(python))[0] == stamp["python"]
    )


def _read_stamp(venv: Path) -> dict:
    try:
        return json.loads((venv / STAMP).read_text())
    except (OSError, ValueError):
        return {}


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


# Installing


def install(venv: Path, lock: Path, choices: list[str]) -> None:
    """Make the environment if it is missing, moved or half made; bring it to the lock."""
    python = venv / "bin" / "python"
    stamp = _read_stamp(venv)
    fits = stamp.get("place") == str(venv) and os.access(python, os.X_OK)
    if not fits or facts(str(python))[0] != stamp["python"]:
        _make(venv, _first_usable(choices))
    (venv / STAMP).unlink(missing_ok=True)
    _fill(python, lock)
    stamp = {"place": str(venv), "python": facts(str(python))[0], "locks": _satisfied_by(lock)}
    places.write_private(venv / STAMP, json.dumps(stamp))
    (venv / STAMP).chmod(0o644)


def _make(venv: Path, python: str) -> None:
    say(f"Making a virtual environment with Python {facts(python)[0]}...")
    shutil.rmtree(venv, ignore_errors=True)
    venv.parent.mkdir(parents=True, exist_ok=True)
    log = places.var() / "venv.log"
    with log.open("w") as file:
        command = [python, "-m", "venv", str(venv)]
        status = subprocess.run(command, stdout=file, stderr=file, check=False).returncode
    if status:
        last = log.read_text(errors="replace").strip().splitlines()[-1:] or ["no reason given"]
        reason = f"The virtual environment could not be made: {last[0]}"
        raise Failure(DISK_FULL if disk_is_full(log) else reason)


def _fill(python: Path, lock: Path) -> None:
    """Run pip, which says in its log what it does; here goes only how far it is."""
    count = len(_pins(lock))
    say(f"Installing {count} packages; the first time takes about a minute...")
    log = places.var() / "pip.log"
    command = [str(python), "-m", "pip", "install", "--no-input", "--progress-bar=off"]
    command += ["--disable-pip-version-check", "--require-hashes", "-r", str(lock)]
    child = children.start(
        command, session=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    with child, log.open("w") as file:
        for number, line in enumerate(_collected(child.stdout, file), 1):
            _show_progress(number, count, line)
    if child.returncode:
        raise Failure(_complaint(log))
    say("Installed.")


def _collected(lines, file):
    """Pass the lines on to the log; yield one for each package."""
    for line in lines:
        file.write(line)
        file.flush()
        if line.startswith("Collecting "):
            yield line.split()[1]


def _show_progress(number: int, count: int, package: str) -> None:
    if sys.stdout.isatty():
        say(f"\r{number:4} of {count}: {package:60.60}", end="\r")


def _complaint(log: Path) -> str:
    if disk_is_full(log):
        return DISK_FULL
    words = log.read_text(errors="replace")
    known = [text for pattern, text in COMPLAINTS.items() if re.search(pattern, words)]
    errors = [line for line in words.splitlines() if line.startswith("ERROR:")]
    reason = (known or errors[-1:] or ["The packages could not be installed."])[0]
    return f"{reason} pip's log is {log}"


def _pins(lock: Path) -> set[str]:
    """The name==version of each package in a lock, with its condition."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return {line.rstrip(" \\") for line in lines if re.match(r"[A-Za-z0-9]", line)}


def _satisfied_by(lock: Path) -> dict[str, str]:
    """This lock and every other whose pins it holds too, so that they need no installing of their own."""
    pins = _pins(lock)
    others = [path for path in CHECKOUT.glob("requirements*.txt") if _pins(path) <= pins]
    return {path.name: _digest(path) for path in others}
