"""`make test` itself: its steps, its verdict and its tidiness."""

import os
import signal
import sys
import time
from pathlib import Path

from deploy import children, judges, locks, places, postgres, test
from deploy.terminal import Failure, Stopped


class Quiet:
    """Signals that never come."""

    wait = staticmethod(time.sleep)

    @staticmethod
    def wait_for(child):
        return child.wait()


def names(arguments):
    return [step.name for step in test.steps(arguments)]


def test_all_steps_are_run():
    assert names([]) == [
        "ruff check",
        "ruff format --check",
        "djade --check",
        "lint-imports",
        "makemigrations --check",
        "check --deploy",
        "pytest",
    ]


def test_with_arguments_only_the_chosen_tests_are_run():
    steps = test.steps(["-k", "a name"])

    assert [step.name for step in steps] == ["pytest"]
    assert steps[0].command[-2:] == ["-k", "a name"]


def test_the_next_django_is_not_linted_again():
    assert names(["--next"]) == ["makemigrations --check", "check --deploy", "pytest"]


def test_what_the_next_django_does_not_run_is_there_otherwise():
    ignored = [places.CHECKOUT / "tests" / name for name in test.UNCHANGED_BY_DJANGO]
    assert [path for path in ignored if not path.exists()] == []


def test_our_templates_are_found_and_nobody_elses():
    found = test.templates()

    assert found
    assert not [path for path in found if "/.venv" in path or "/var/" in path]


def test_a_step_that_fails_does_not_stop_the_others(monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgresql:///unused")
    monkeypatch.setattr(children, "StopSignals", Quiet)
    monkeypatch.setattr(judges, "install", lambda signals: None)
    monkeypatch.setattr(
        test,
        "steps",
        lambda arguments: [
            test.Step("one", [sys.executable, "-c", "raise SystemExit(3)"]),
            test.Step("two", [sys.executable, "-c", ""]),
            test.Step("three", [sys.executable, "-c", "raise SystemExit(1)"]),
        ],
    )

    assert test.main() == 1

    out, err = capsys.readouterr()
    assert [line.rpartition(" in ")[0] for line in out.splitlines() if " in " in line] == [
        "--- one: FAILED",
        "--- two: passed",
        "--- three: FAILED",
    ]
    assert err == "Failed: one\nFailed: three\n"


def test_without_the_judges_the_suite_runs_all_the_same(monkeypatch, capsys):
    def lack(signals):
        raise Failure("npm is not on PATH.")

    monkeypatch.setattr(judges, "install", lack)
    test.call_judges(Quiet)

    assert capsys.readouterr().err == "npm is not on PATH.\n"


def test_production_is_checked_without_anything_of_development(monkeypatch):
    settings = next(step for step in test.steps([]) if step.name == "check --deploy")

    assert settings.environment["DEVELOPMENT"] == ""
    assert settings.environment["ALLOWED_HOSTS"] == "example.org"
    assert len(settings.environment["SECRET_KEY"]) >= 50


def test_a_killed_run_is_swept_up_and_a_running_one_is_not(room):
    killed, running = room / "killed", room / "running"
    killed.mkdir()
    server = postgres.Server(killed, durable=False)
    server.start()

    with locks.held(running / "lock"):
        test.sweep(room, time.sleep)

        assert running.is_dir()
    assert server.process.wait(10) == 0
    assert not server.socket.exists()
    assert not killed.exists()


def test_a_stopped_run_leaves_no_server_and_no_folder(room, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("VAR_DIR", str(room))
    run = test.database_url(Quiet())
    url = run.__enter__()
    sockets = Path(url.split("@")[1].split("/")[0].replace("%2F", "/"))
    assert sockets.is_dir()

    stop = Stopped()
    assert not run.__exit__(Stopped, stop, None)

    assert not sockets.exists()
    assert list((room / "test").iterdir()) == []


def test_a_child_that_ignores_the_request_is_ended_with_its_group():
    stubborn = (
        "import os, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
        "os.fork(); os.write(1, b'%d\\n' % os.getpid()); time.sleep(60)"
    )
    read, write = os.pipe()
    child = children.start([sys.executable, "-c", stubborn], stdout=write)
    os.close(write)
    with open(read) as answers:
        pids = [int(answers.readline()), int(answers.readline())]

        children.stop(child, grace=0.2)

        assert child.returncode == -signal.SIGKILL
        assert answers.read() == ""
    assert child.pid in pids
