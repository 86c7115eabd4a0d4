"""Where this copy keeps its environment and its data."""

import hashlib
import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


def var() -> Path:
    """The folder of everything that running makes: database, uploads, logs, keys."""
    return Path(os.environ.get("VAR_DIR") or CHECKOUT / "var")


def private_state() -> Path:
    """Where a user who may not write in the checkout keeps his own environment and data."""
    base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    mark = hashlib.sha256(os.fsencode(CHECKOUT)).hexdigest()[:8]
    return Path(base) / f"{CHECKOUT.name}-{mark}"


def is_writable(folder: Path) -> bool:
    """Whether this user may make files in the folder, or make the folder."""
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK | os.X_OK)


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, at once and as a whole."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)
