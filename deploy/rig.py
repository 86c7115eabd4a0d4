"""The whole site on this machine, in parts that can be killed one by one: for `deploy.faults`."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections import defaultdict
from email import message_from_bytes
from pathlib import Path

import psycopg
from aiosmtpd.controller import Controller

from deploy import children, port, postgres, run

MANAGE = run.MANAGE
EVENT = "made-up"
MAKE_EVENT = f"""
from django.utils import timezone
from events.models import Event
event = Event.objects.create(
    name="A made-up event", edition="1", slug="{EVENT}", is_public=True, is_demo=True,
    partners_from=timezone.now(), call_opens_on="2026-01-01",
)
event.topics.create(name="A made-up topic")
"""


class Mailbox:
    """A real mail server that keeps who got which message."""

    def __init__(self):
        self.message_ids: dict[str, list[str]] = defaultdict(list)
        self.server = Controller(self, hostname=port.HOST, port=free_port())

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (the name is aiosmtpd's)
        message_id = message_from_bytes(envelope.content)["Message-ID"]
        for address in envelope.rcpt_tos:
            self.message_ids[address].append(message_id)
        return "250 OK"


class Rig:
    """PostgreSQL, web server, job worker and mail server; started and stopped as a context."""

    def __init__(self, room: Path, static: Path | None = None):
        """static: collected static files; unless given they are collected, which takes a while."""
        self.room = room
        self.static = static
        self.number = free_port()
        self.mailbox = Mailbox()
        self.database = postgres.Server(room / "postgres", durable=True, wait=time.sleep)
        self.environment: dict[str, str] = {}
        self.web: children.Child | None = None
        self.worker: children.Child | None = None
        self.log = (room / "log").open("w")

    def __enter__(self) -> "Rig":
        self.mailbox.server.start()
        self.database.start()
        self.environment = os.environ | {
            "DEVELOPMENT": "1",
            "DEBUG": "",
            "DATABASE_URL": self.database.url,
            "SECRET_KEY": secrets.token_urlsafe(40),
            "VAR_DIR": str(self.room),
            "BIND": f"{port.HOST}:{self.number}",
            "PORT": str(self.number),
            "WEB_LOG_LEVEL": "warning",
            "WEB_WORKERS": "2",
            # Each post comes from a place of its own.
            "TRUSTED_PROXIES": "1",
            "EMAIL_URL": f"smtp://{port.HOST}:{self.mailbox.server.port}",
        }
        self._manage("migrate", "-v0")
        if self.static:
            self.environment["STATIC_ROOT"] = str(self.static)
        else:
            self._manage("collectstatic", "--noinput", "-v0")
        # For letters of interest and abstracts.
        self._manage("shell", "-v0", "-c", MAKE_EVENT)
        self.start_web()
        self.start_worker()
        return self

    def __exit__(self, *_) -> None:
        for child in (self.worker, self.web):
            if child:
                children.stop(child, grace=10, group=True)
        self.database.stop()
        self.mailbox.server.stop()
        self.log.close()

    def start_web(self) -> None:
        self.web = self._start(run.WEB)
        children.wait_until(self.answers, time.sleep, 60)

    def start_worker(self) -> None:
        self.worker = self._start(run.WORKER)

    def kill_web_worker(self, choose) -> None:
        """One of gunicorn's processes, in the middle of whatever it does."""
        if workers := _children_of(self.web.pid):
            _kill(choose(workers))

    def kill_web(self) -> None:
        """The web server as a whole, and start it again."""
        for pid in [self.web.pid, *_children_of(self.web.pid)]:
            _kill(pid)
        self.web.wait()
        self.start_web()

    def kill_job_worker(self) -> None:
        _kill(self.worker.pid)
        self.worker.wait()
        self.start_worker()

    def keep_job_worker(self) -> None:
        """It ends with its database, and is then started again, as a server's supervisor does."""
        if self.worker.poll() is not None:
            self.start_worker()

    def restart_database(self) -> None:
        """As after a power cut: nobody is asked to finish."""
        self.database.crash()

    def answers(self) -> bool:
        try:
            with socket.create_connection((port.HOST, self.number), timeout=1):
                return True
        except OSError:
            return False

    def close_call_in(self, seconds: int) -> None:
        """Let the deadline for abstracts be so near, by the database's clock."""
        with psycopg.connect(self.database.url) as connection:
            connection.execute(
                "UPDATE events_event SET (call_closes_on, call_closes_time) = (SELECT at::date, at::time"
                " FROM (SELECT (clock_timestamp() + make_interval(secs => %s)) AT TIME ZONE 'UTC' AS at))",
                [seconds],
            )

    def _manage(self, *command: str) -> None:
        subprocess.run([*MANAGE, *command], env=self.environment, check=True)

    def _start(self, command: list[str]) -> children.Child:
        return children.start(
            command, env=self.environment, stdout=self.log, stderr=self.log, cwd=os.getcwd()
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((port.HOST, 0))
        return probe.getsockname()[1]


def _children_of(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


if sys.platform != "linux":
    raise SystemExit("The faults are made with /proc, so they need Linux.")
