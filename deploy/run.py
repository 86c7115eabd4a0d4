"""`make run`: the database, the web server and the job worker together, until Ctrl-C."""

import http.client
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy import children, database, locks, places, port, postgres
from deploy.terminal import DISK_FULL, Failure, Stopped, disk_is_full, reported, say

MANAGE = [sys.executable, "manage.py"]
WEB = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.py", "ccsis.wsgi"]
WORKER = [*MANAGE, "procrastinate", "worker", "--shutdown-graceful-timeout=8"]
LONGEST_PAUSE = 60


def main() -> int:
    number = port.chosen()
    address = f"http://localhost:{number}"
    signals = children.StopSignals()
    try:
        with locks.held(places.var() / "run.lock", note=address):
            serve(number, address, signals)
    except locks.Held as held:
        raise Failure(f"The site already runs here: {held}") from None
    except Stopped:
        say("Stopped.")
    return 0


def serve(number: int, address: str, signals: children.StopSignals) -> None:
    register = children.Register(places.var() / "children.json")
    had_leftovers = register.end_leftovers(signals.wait)
    port.require_free(number, wait=signals.wait if had_leftovers else None)
    with database_server(signals) as (url, server):
        database.check(url)
        settings = {"DEVELOPMENT": "1", "DATABASE_URL": url, "SECRET_KEY": secret_key()}
        environment = os.environ | settings | server_settings(number)
        with (
            told_to_others(settings),
            Service("job worker", WORKER, environment, register) as worker,
            Service("web server", WEB, environment, register) as web,
        ):
            lines = prepare(environment, signals)
            web.start()
            wait_for_answer(number, web, signals)
            worker.start()
            say("\n".join([address, *lines]))
            try:
                watch(web, worker, server, signals)
            except Stopped:
                say("Stopping...")
                raise


@contextmanager
def database_server(signals: children.StopSignals) -> Iterator[tuple[str, postgres.Server | None]]:
    """The server that DATABASE_URL names, or else the embedded one."""
    url = os.environ.get("DATABASE_URL")
    if url:
        yield url, None
        return
    with postgres.served(places.var(), wait=signals.wait) as server:
        yield server.url, server


def server_settings(number: int) -> dict[str, str]:
    return {
        "PORT": str(number),
        "BIND": f"{port.HOST}:{number}",
        "VAR_DIR": str(places.var()),
        "SECOND_FACTOR": os.environ.get("SECOND_FACTOR") or "optional",
        "WEB_LOG_LEVEL": os.environ.get("WEB_LOG_LEVEL") or "warning",
    }


@contextmanager
def told_to_others(settings: dict[str, str]) -> Iterator[None]:
    """Leave the settings where `manage.py` in a second terminal finds them, as long as they hold."""
    path = places.var() / "local.env"
    places.write_private(path, "".join(f"{name}={value}\n" for name, value in settings.items()))
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def secret_key() -> str:
    """Kept from start to start, so that log-ins and private links survive."""
    given = os.environ.get("SECRET_KEY")
    path = places.var() / "secret_key"
    if not given and not path.exists():
        places.write_private(path, secrets.token_urlsafe(48))
    return given or path.read_text()


def prepare(environment: dict[str, str], signals: children.StopSignals) -> list[str]:
    """Migrations, static files, demo and staff login; returns the lines to show."""
    log = places.var() / "prepare.log"
    with tempfile.TemporaryFile("w+") as answer, log.open("w") as errors:
        child = children.start([*MANAGE, "prepare"], env=environment, stdout=answer, stderr=errors)
        try:
            if not children.wait_until(lambda: child.poll() is not None, signals.wait, 3):
                say("Preparing the database and the pages...")
            status = signals.wait_for(child)
        finally:
            children.stop(child, grace=10)
        answer.seek(0)
        lines = answer.read().splitlines()
    if status:
        raise Failure(_why_not_prepared(log))
    return lines


def _why_not_prepared(log: Path) -> str:
    if disk_is_full(log):
        return DISK_FULL
    reason = _reason(log.read_text(errors="replace"))
    return f"The site could not be prepared: {reason} (more in {log})"


def _reason(words: str) -> str:
    """The last line, or the error below the last traceback: PostgreSQL quotes itself under that."""
    _, traceback, rest = words.rpartition("Traceback (most recent call last):")
    lines = [line for line in rest.splitlines() if line.strip()]
    if traceback:
        lines = [line for line in lines if not line.startswith(" ")][:1]
    return lines[-1] if lines else "no reason given"


class Service:
    """A long-running child that is ended gracefully when the block ends."""

    def __init__(self, name, command: list[str], environment: dict, register: children.Register):
        self.name = name
        self.command = command
        self.environment = environment
        self.register = register
        self.process: children.Child | None = None
        self.pause = 1
        self.began = self.resumes = 0.0

    def __enter__(self) -> "Service":
        return self

    def __exit__(self, *_) -> None:
        if self.process:
            children.stop(self.process, grace=15)

    def start(self) -> None:
        self.began = time.monotonic()
        self.process = children.start(self.command, env=self.environment)
        self.register.add(self.process)

    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def keep_up(self) -> None:
        """Start it again if it ended, each time after a longer pause."""
        if not self.ended():
            return
        now = time.monotonic()
        if not self.resumes:
            if now - self.began > LONGEST_PAUSE:
                self.pause = 1
            say(
                f"The {self.name} ended ({self.process.returncode}); it starts again in {self.pause} s."
            )
            self.resumes = now + self.pause
            self.pause = min(2 * self.pause, LONGEST_PAUSE)
        elif now >= self.resumes:
            self.resumes = 0.0
            self.start()


def wait_for_answer(number: int, web: Service, signals: children.StopSignals) -> None:
    def answers() -> bool:
        if web.ended():
            raise Failure(f"The {web.name} could not start; its words are above.")
        return _is_healthy(number)

    if not children.wait_until(answers, signals.wait, 60):
        raise Failure(f"The {web.name} gives no answer on port {number}.")


def _is_healthy(number: int) -> bool:
    connection = http.client.HTTPConnection(port.HOST, number, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": f"localhost:{number}"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def watch(web: Service, worker: Service, server: postgres.Server | None, signals) -> None:
    """Until a stop is asked for, which comes as an exception, or something fails that all else needs."""
    while True:
        signals.wait(1)
        if server and server.ended():
            raise Failure(server.last_words())
        if web.ended():
            raise Failure(
                f"The {web.name} ended by itself ({web.process.returncode}); its words are above."
            )
        worker.keep_up()


if __name__ == "__main__":
    sys.exit(reported(main))
