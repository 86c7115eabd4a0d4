"""The pages' outside judges, from npm: axe and the Nu checker for the suite, Lighthouse for `make audit`.

They are installed below var/ from a lock with hashes, without running any script of theirs, and stay as long as it does.
"""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

from deploy import children, locks, places
from deploy.terminal import DISK_FULL, Failure, disk_is_full, say

SOURCE = places.CHECKOUT / "deploy" / "judges"
FILES = ("package.json", "package-lock.json")
AXE = "axe-core/axe.min.js"
NU = "vnu-jar/build/dist/vnu.jar"
LIGHTHOUSE = "lighthouse/cli/index.js"


def folder() -> Path:
    return places.var() / "judges"


def path(judge: str) -> Path | None:
    """Where AXE, NU or LIGHTHOUSE is; None if it is not installed."""
    found = folder() / "node_modules" / judge
    return found if found.exists() else None


def install(signals: children.StopSignals, *, for_audit: bool = False) -> None:
    """Bring them to the lock; raises Failure if that cannot be done here."""
    if not shutil.which("npm"):
        raise Failure("npm is not on PATH.")
    with locks.held(places.var() / "judges.lock", wait=True):
        if not _is_ready(for_audit):
            say("Installing the judges of the pages...")
            _fill(signals, for_audit)


def _is_ready(for_audit: bool) -> bool:
    try:
        stamp = json.loads((folder() / "installed.json").read_text())
    except (OSError, ValueError):
        return False
    return stamp["lock"] == _digest() and stamp["for_audit"] >= for_audit


def _digest() -> str:
    return hashlib.sha256(b"".join((SOURCE / name).read_bytes() for name in FILES)).hexdigest()


def _fill(signals: children.StopSignals, for_audit: bool) -> None:
    folder().mkdir(parents=True, exist_ok=True)
    (folder() / "installed.json").unlink(missing_ok=True)
    for name in FILES:
        shutil.copy(SOURCE / name, folder() / name)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    command += [f"--cache={places.var() / 'npm'}", *([] if for_audit else ["--omit=dev"])]
    log = places.var() / "npm.log"
    with log.open("w") as file:
        child = children.start(command, cwd=folder(), stdout=file, stderr=subprocess.STDOUT)
        try:
            status = signals.wait_for(child)
        finally:
            children.stop(child, grace=5, group=True)
    if status:
        reason = f"The judges of the pages could not be installed. npm's log is {log}"
        raise Failure(DISK_FULL if disk_is_full(log) else reason)
    stamp = {"lock": _digest(), "for_audit": for_audit}
    places.write_private(folder() / "installed.json", json.dumps(stamp))
