"""The real supervisor, in real copies of the checkout."""

import fcntl
import os
import pty
import shutil
import signal
import socket
import subprocess
import sys
import termios
import time
import urllib.parse
from pathlib import Path

import pytest

from deploy import postgres, run


def settings_of(site) -> dict[str, str]:
    lines = (site.folder / "var" / "local.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines)


def socket_folder(site) -> Path:
    return Path(
        urllib.parse.unquote(urllib.parse.urlsplit(settings_of(site)["DATABASE_URL"]).netloc).split(
            "@"
        )[1]
    )


def wait_for_words(site, words: str, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while words not in site.output():
        assert time.monotonic() < deadline, site.output()
        time.sleep(0.05)


def child(site, words: str) -> int:
    """The eldest process of the site whose command line has these words."""
    for pid in sorted(site.processes()):
        if words in Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " "):
            return pid
    raise AssertionError(f"no process {words!r}")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda n: n.name)
def test_a_stop_signal_ends_everything_and_is_no_failure(site, number):
    site.start()
    assert "<title>" in site.wait_for_page()
    wait_for_words(site, site.address)
    sockets = socket_folder(site)
    assert sockets.is_dir()

    assert site.stop(number) == 0

    assert site.processes() == []
    assert not sockets.exists()
    assert "Traceback" not in site.output()


def test_a_stop_signal_while_starting_ends_everything(site):
    site.start()
    time.sleep(0.4)

    assert site.stop(signal.SIGTERM) in (0, -signal.SIGTERM)

    site.wait_until_gone()


def test_a_closed_terminal_ends_everything(site):
    ours, theirs = pty.openpty()
    site.start(
        stdout=theirs, stderr=theirs, preexec_fn=lambda: fcntl.ioctl(1, termios.TIOCSCTTY, 0)
    )
    os.close(theirs)
    site.wait_for_page()
    sockets = socket_folder(site)

    os.close(ours)

    assert site.process.wait(30) == 0
    assert site.processes() == []
    assert not sockets.exists()


def test_the_death_of_make_ends_everything(make_site):
    site = make_site(command=["make", f"PYTHON='{sys.executable}'", "run"])
    site.start().wait_for_page()
    sockets = socket_folder(site)

    site.process.kill()

    site.wait_until_gone(20)
    assert not sockets.exists()


def test_after_a_kill_the_next_start_recovers_with_the_same_key(site, make_site):
    site.start().wait_for_page()
    sockets, key = socket_folder(site), settings_of(site)["SECRET_KEY"]

    site.process.kill()
    site.process.wait()
    again = make_site(port=site.port).start()
    wait_for_words(again, again.address)

    assert "<title>" in again.wait_for_page()
    assert not sockets.exists()
    assert settings_of(again)["SECRET_KEY"] == key
    assert again.stop() == 0
    assert again.processes() == []


def test_a_long_path_with_a_space_under_the_plain_locale(make_site, room):
    name = "a copy with spaces ".ljust(120 - len(str(room)), "x")
    site = make_site(name, LC_ALL="C")
    assert len(str(site.folder)) > 120

    site.start()

    assert "<title>" in site.wait_for_page()
    assert site.stop() == 0
    assert site.processes() == []


def test_two_checkouts_run_at_once(make_site):
    one, other = make_site("one"), make_site("other")

    one.start()
    other.start()

    assert "<title>" in one.wait_for_page()
    assert "<title>" in other.wait_for_page()
    assert one.stop() == 0
    assert other.page()
    assert other.stop() == 0


def test_a_second_terminal_can_use_manage_py_and_start_no_second_site(site, make_site):
    site.start().wait_for_page()

    answer = subprocess.run(
        [sys.executable, "manage.py", "check", "--database", "default"],
        cwd=site.folder,
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
    )

    assert answer.returncode == 0, answer.stderr
    assert (site.folder / "var" / "local.env").stat().st_mode & 0o777 == 0o600

    second = make_site().start()
    assert second.process.wait(30) == 1
    assert second.output() == f"The site already runs here: {site.address}\n"
    assert site.page()


def refusal(site) -> str:
    """The one line with which a start is refused."""
    site.start()
    assert site.process.wait(30) == 1
    assert site.processes() == []
    lines = site.output().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def test_a_taken_port_is_told(site):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", site.port))
        taken.listen()

        assert (
            refusal(site)
            == f"Port {site.port} is taken. Choose another: make run PORT={site.port + 1}"
        )


def test_a_port_that_is_no_number_is_told(make_site):
    site = make_site()
    site.environment["PORT"] = "http"

    assert refusal(site) == "PORT must be a number from 1 to 65535, not 'http'."


def test_another_server_is_used_when_it_is_named(make_site, prepared, room):
    shutil.copytree(prepared / "var" / "postgres", room / "elsewhere" / "postgres")
    with postgres.served(room / "elsewhere", durable=False) as server:
        site = make_site(DATABASE_URL=server.url)
        site.start()

        assert "<title>" in site.wait_for_page()
        assert settings_of(site)["DATABASE_URL"] == server.url
        assert not (site.folder / "var" / "postgres.socket").exists()
        assert site.stop() == 0
        assert not server.ended()


def test_a_server_out_of_reach_is_told_without_its_password(make_site):
    site = make_site(DATABASE_URL="postgresql://someone:s3cret@127.0.0.1:1/ccsis")

    line = refusal(site)

    assert line.startswith(
        "The database server on 127.0.0.1 does not let us in: Connection refused"
    )
    assert "s3cret" not in line


MISSING_TABLE = """\
Traceback (most recent call last):
  File "manage.py", line 27, in <module>
    main()
    ~~~~^^
psycopg.errors.InsufficientPrivilege: permission denied for schema public
LINE 1: CREATE TABLE "django_migrations" ("id" bigint NOT NULL PRIMA...
                     ^

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "manage.py", line 27, in <module>
    main()
django.db.migrations.exceptions.MigrationSchemaMissing: Unable to create the table (permission denied
LINE 1: CREATE TABLE "django_migrations" ("id" bigint NOT NULL PRIMA...
                     ^)
"""


@pytest.mark.parametrize(
    ("log", "reason"),
    [
        (
            MISSING_TABLE,
            "django.db.migrations.exceptions.MigrationSchemaMissing: "
            "Unable to create the table (permission denied",
        ),
        ("a warning\nCommandError: No room.\n\n", "CommandError: No room."),
        ("", "no reason given"),
    ],
)
def test_the_line_that_names_the_reason_is_told(log, reason):
    assert run._reason(log) == reason


def test_a_dead_worker_is_started_again(site):
    site.start().wait_for_page()
    wait_for_words(site, site.address)
    first = child(site, "procrastinate worker")

    os.kill(first, signal.SIGKILL)

    wait_for_words(site, "The job worker ended (-9); it starts again in 1 s.")
    time.sleep(2.5)
    assert child(site, "procrastinate worker") != first
    assert site.stop() == 0
    assert site.processes() == []


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("gunicorn", "The web server ended by itself (-9); its words are above."),
        ("bin/postgres", "The database server stopped: "),
    ],
)
def test_the_death_of_what_all_need_ends_the_rest(site, words, line):
    site.start().wait_for_page()
    wait_for_words(site, site.address)
    sockets = socket_folder(site)

    os.kill(child(site, words), signal.SIGKILL)

    assert site.process.wait(40) == 1
    assert line in site.output()
    site.wait_until_gone()
    assert not sockets.exists()
