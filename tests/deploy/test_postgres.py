"""The embedded server: what it survives, and whom it lets in."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from deploy import owner, postgres
from deploy.terminal import DISK_FULL, Failure

ROOT = os.geteuid() == 0
only_root = pytest.mark.skipif(not ROOT, reason="only root can be several users")


@pytest.fixture
def server(room):
    server = postgres.Server(room, durable=False)
    yield server
    server.stop()


def query(server, sql: str):
    with psycopg.connect(server.url) as connection:
        return connection.execute(sql).fetchone()[0]


def keep_a_row(server) -> None:
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")


def test_it_folds_case_and_finds_words_in_all_our_scripts(server):
    server.start()

    assert query(server, "SELECT lower('ЖԺƏ')") == "жժə"
    assert (
        query(server, "SELECT to_tsvector('simple', 'Мир — «слово»')::text") == "'мир':1 'слово':2"
    )


def test_it_listens_only_on_a_private_socket_that_goes_with_it(server):
    server.start()
    sockets = server.socket

    assert query(server, "SHOW listen_addresses") == ""
    assert sockets.stat().st_mode & 0o777 == 0o700
    assert len(str(sockets / ".s.PGSQL.5432")) <= 107

    server.stop()

    assert not sockets.exists()


def test_its_url_suits_django(server):
    import dj_database_url

    server.start()
    settings = dj_database_url.parse(server.url)

    assert settings["HOST"] == str(server.socket)
    assert settings["NAME"] == settings["USER"] == "ccsis"


def test_the_application_is_no_superuser_but_may_make_test_databases(server):
    server.start()

    assert query(server, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert query(server, "SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user") is True


@only_root
def test_nobody_else_is_let_in(server):
    server.start()
    server.socket.chmod(0o755)
    (server.socket / ".s.PGSQL.5432").chmod(0o777)
    psql = postgres.binary("psql")
    stranger = pwd.getpwnam("daemon")
    if not owner._can_pass(stranger, [psql]):
        pytest.skip("the environment is closed to other users")

    answer = subprocess.run(
        [str(psql), server.url],
        user=stranger.pw_uid,
        group=stranger.pw_gid,
        extra_groups=[],
        capture_output=True,
        text=True,
    )

    assert 'Peer authentication failed for user "ccsis"' in answer.stderr


def test_data_stay_from_start_to_start(server, room):
    server.start()
    keep_a_row(server)
    server.stop()

    with postgres.served(room, durable=False) as again:
        assert query(again, "SELECT answer FROM kept") == 42


def test_a_server_left_running_is_stopped_and_started_anew(server, room):
    server.start()
    keep_a_row(server)

    with postgres.served(room, durable=False) as again:
        assert server.ended()
        assert not server.socket.exists()
        assert query(again, "SELECT answer FROM kept") == 42


@pytest.mark.skipif(ROOT, reason="pg_ctl refuses to run as root")
def test_a_server_left_running_is_stopped_where_there_is_no_proc(server, room, monkeypatch):
    server.start()
    monkeypatch.setattr(sys, "platform", "darwin")

    postgres.Server(room).end_leftover()

    assert server.ended()
    assert not server.socket.exists()


def test_committed_data_survive_a_kill(room):
    server = postgres.Server(room)
    server.start()
    keep_a_row(server)
    sockets = server.socket
    server.process.kill()
    server.process.wait()

    with postgres.served(room) as again:
        assert query(again, "SELECT answer FROM kept") == 42
        assert not sockets.exists()


def test_a_lock_file_with_the_number_of_another_process_is_no_hindrance(server, room):
    server.start()
    server.stop()
    identity = owner.identity(server.account, [])
    bystander = subprocess.Popen([*identity.prefix, "/bin/sleep", "60"], cwd="/", **identity.popen)
    (server.data / "postmaster.pid").write_text(f"{bystander.pid}\n{server.data}\n")

    with postgres.served(room, durable=False) as again:
        assert query(again, "SELECT 1") == 1

    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


def test_half_made_data_are_made_anew(server, room):
    (room / "postgres.new").mkdir()
    (room / "postgres.new" / "PG_VERSION").write_text("18")

    server.start()

    assert query(server, "SELECT 1") == 1
    assert not (room / "postgres.new").exists()


def test_data_of_another_version_are_refused(server, room):
    server.data.mkdir()
    (server.data / "PG_VERSION").write_text("17\n")

    with pytest.raises(Failure, match="were made by PostgreSQL 17, and this is 18"):
        server.start()


def test_a_path_with_quotes_and_spaces_is_no_hindrance(room):
    folder = room / 'it\'s a "long" path '
    with postgres.served(folder, durable=False) as server:
        assert query(server, "SELECT 1") == 1


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("FATAL:  could not write lock file: No space left on device", DISK_FULL),
        (
            "LOG:  x\nFATAL:  something else",
            "The database server stopped: something else. Its log is ",
        ),
        ("", "The database server stopped: no reason given. Its log is "),
    ],
)
def test_the_last_words_become_one_line(server, words, line):
    server.log.write_text(words)

    assert server.last_words().startswith(line)


def test_a_full_disk_is_told_when_the_data_are_made(room, monkeypatch):
    command = "echo 'initdb: error: could not create directory: No space left on device'; exit 1"
    monkeypatch.setattr(postgres, "binary", lambda name: Path("/bin/sh"))
    server = postgres.Server(room)
    server.identity = owner.Identity()

    with pytest.raises(Failure, match=DISK_FULL):
        server._run(["/bin/sh", "-c", command])


@only_root
def test_below_a_folder_closed_to_others_root_still_has_a_server(room):
    (room / "closed").mkdir(mode=0o700)
    with postgres.served(room / "closed" / "var", durable=False) as server:
        assert server.identity.prefix[0] == "setpriv"
        assert query(server, "SELECT 1") == 1
        server.process.send_signal(signal.SIGINT)
        server.process.wait(20)

    assert (room / "closed").stat().st_mode & 0o777 == 0o700


@only_root
def test_below_a_closed_folder_the_programs_find_each_other_too(room, monkeypatch):
    """initdb asks access(2) for its neighbour, which by itself would forget the capability."""
    closed = room / "closed"
    closed.mkdir(mode=0o700)
    package = postgres.binary("postgres").parents[2]
    programs = Path(package.name, *postgres.binary("postgres").parts[-3:-1])
    for part in (str(programs.parent), f"{package.name}.libs"):
        shutil.copytree(package.parent / part, closed / part, symlinks=True)
    monkeypatch.setattr(postgres, "binary", lambda name: closed / programs / name)

    with postgres.served(closed / "var", durable=False) as server:
        assert query(server, "SELECT 1") == 1


@only_root
def test_data_given_to_root_are_given_back(server, room):
    server.start()
    keep_a_row(server)
    server.stop()
    for path in [server.data, *server.data.rglob("*")]:
        os.chown(path, 0, 0)

    with postgres.served(room, durable=False) as again:
        assert query(again, "SELECT answer FROM kept") == 42
        assert again.data.stat().st_uid == pwd.getpwnam("nobody").pw_uid


@only_root
def test_a_killed_supervisor_takes_its_server_along(room):
    """The kernel does it, also where the server was started through setpriv."""
    (room / "closed").mkdir(mode=0o700)
    code = (
        "import sys, time; from pathlib import Path; from deploy import postgres\n"
        "with postgres.served(Path(sys.argv[1]), durable=False):\n"
        "    print('ready', flush=True); time.sleep(60)"
    )
    for folder in (room / "open", room / "closed" / "var"):
        command = [sys.executable, "-c", code, str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as supervisor:
            assert supervisor.stdout.readline() == "ready\n"
            supervisor.kill()
        server = postgres.Server(folder)

        assert postgres.children.wait_until(
            lambda data=server.data: not postgres._servers_in(data), server.wait, 10
        )
        server.end_leftover()
        shutil.rmtree(folder)


def test_of_a_leftover_server_only_the_eldest_process_is_asked_to_stop(room, monkeypatch):
    server = postgres.Server(room, durable=False)
    server.start()
    kill, sent = os.kill, []
    monkeypatch.setattr(
        postgres.os, "kill", lambda pid, number: sent.append((pid, number)) or kill(pid, number)
    )
    server.end_leftover()
    assert sent == [(server.process.pid, signal.SIGINT)]
    assert server.process.wait(10) == 0
