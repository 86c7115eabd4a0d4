"""`make test`: linters, layers, Django's own checks and the whole suite against a real PostgreSQL."""

import os
import secrets
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from deploy import children, judges, locks, places, postgres
from deploy.terminal import Failure, complain, reported, say

PYTHON = [sys.executable, "-m"]
MANAGE = [sys.executable, "manage.py"]
# What production must be told, and nothing of development.
PRODUCTION = {
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "example.org",
    "DEVELOPMENT": "",
}
# The programs that start the site, and how public pages look: neither hangs on Django's version.
UNCHANGED_BY_DJANGO = [
    "deploy",
    *(
        f"browser/test_{name}.py"
        for name in ("axe", "fonts", "hostile", "keyboard", "pages", "words")
    ),
    # What the server does for these has tests of its own.
    *(
        f"browser/test_{name}.py"
        for name in ("checks", "editor", "library", "planning", "previews", "word")
    ),
]


@dataclass(frozen=True)
class Step:
    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


def main() -> int:
    arguments = sys.argv[1:]
    signals = children.StopSignals()
    failed = []
    call_judges(signals)
    with database_url(signals) as url:
        environment = os.environ | {"DEVELOPMENT": "1", "DATABASE_URL": url}
        for step in steps(arguments):
            if not passes(step, environment, signals):
                failed.append(step.name)
    for name in failed:
        complain(f"Failed: {name}")
    return 1 if failed else 0


def call_judges(signals: children.StopSignals) -> None:
    """Without them the tests that ask them are skipped, and in CI fail."""
    try:
        judges.install(signals)
    except Failure as failure:
        complain(str(failure))


def steps(arguments: list[str]) -> list[Step]:
    """All steps; with arguments only pytest.

    For the next Django not the linters, nor what knows no Django (UNCHANGED_BY_DJANGO): they have
    been run.
    """
    if arguments[:1] == ["--next"]:
        ignored = [f"--ignore=tests/{name}" for name in UNCHANGED_BY_DJANGO]
        return [pytest(arguments[1:])] if arguments[1:] else [*checks(), pytest(ignored)]
    if arguments:
        return [pytest(arguments)]
    return [*linters(), *checks(), pytest([])]


def linters() -> list[Step]:
    layers = "from importlinter.cli import lint_imports_command as lint; lint()"
    return [
        Step("ruff check", [*PYTHON, "ruff", "check", "--no-cache"]),
        Step("ruff format --check", [*PYTHON, "ruff", "format", "--check", "--no-cache"]),
        Step("djade --check", [tool("djade"), "--check", *templates()]),
        Step("lint-imports", [sys.executable, "-c", layers, "--no-cache", "--no-logo"]),
    ]


def templates() -> list[str]:
    folders = [path for path in places.CHECKOUT.glob("[a-z]*") if path != places.var()]
    found = {str(path) for folder in folders for path in folder.glob("**/*.html")}
    return sorted(path for path in found if "/templates/" in path)


def tool(name: str) -> str:
    """A program of the environment that is not a Python script."""
    return str(Path(sys.executable).with_name(name))


def checks() -> list[Step]:
    changes = [*MANAGE, "makemigrations", "--check", "--dry-run"]
    settings = [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"]
    return [
        Step("makemigrations --check", changes),
        Step("check --deploy", settings, PRODUCTION),
    ]


def pytest(arguments: list[str]) -> Step:
    """On all cores, with its notes where a reader of somebody else's checkout may write them."""
    workers = max(2, os.cpu_count() or 2)
    options = ["-n", str(workers), "--dist=worksteal", "-o", f"cache_dir={places.var() / 'pytest'}"]
    return Step("pytest", [*PYTHON, "pytest", *options, *arguments])


def passes(step: Step, environment: dict[str, str], signals: children.StopSignals) -> bool:
    say(f"--- {step.name}")
    began = time.monotonic()
    child = children.start(step.command, env=environment | step.environment, cwd=places.CHECKOUT)
    try:
        status = signals.wait_for(child)
    finally:
        # As Ctrl-C would, all of its group: pytest's own workers then stop in the middle of a test too.
        children.stop(child, grace=20, number=signal.SIGINT, group=True)
    say(
        f"--- {step.name}: {'passed' if status == 0 else 'FAILED'} in {time.monotonic() - began:.1f} s"
    )
    return status == 0


@contextmanager
def database_url(signals: children.StopSignals) -> Iterator[str]:
    """The server that DATABASE_URL names, or else a private one that is thrown away."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    rooms = places.var() / "test"
    sweep(rooms, signals.wait)
    room = rooms / secrets.token_hex(4)
    with locks.held(room / "lock"):
        try:
            with postgres.served(room, durable=False, wait=signals.wait) as server:
                yield server.url
        finally:
            shutil.rmtree(room, ignore_errors=True)


def sweep(rooms: Path, wait: children.Wait) -> None:
    """Remove what killed runs left behind; a run that goes on holds its room's lock."""
    for room in rooms.glob("*"):
        try:
            with locks.held(room / "lock"):
                postgres.Server(room, wait=wait).end_leftover()
                shutil.rmtree(room, ignore_errors=True)
        except locks.Held:
            continue


if __name__ == "__main__":
    sys.exit(reported(main))
