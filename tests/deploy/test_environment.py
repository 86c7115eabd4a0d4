"""When the virtual environment is kept, and what is said when it cannot be made."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deploy import bootstrap, environment, places
from deploy.terminal import DISK_FULL, Failure

LOCK = """\
asgiref==3.13.0 \\
    --hash=sha256:00
django==5.2.19 ; python_version >= '3.11' \\
    --hash=sha256:11
    # via x
"""


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout whose environment is this one and whose lock was just installed."""
    monkeypatch.setattr(environment, "CHECKOUT", tmp_path)
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setattr(environment, "_fill", lambda python, lock: None)
    monkeypatch.setattr(environment, "_make", lambda venv, python: link_environment(venv))
    (tmp_path / "var").mkdir()
    (tmp_path / "requirements-local.txt").write_text(LOCK)
    environment.install(tmp_path / ".venv", tmp_path / "requirements-local.txt", [sys.executable])
    return tmp_path


def link_environment(venv: Path) -> None:
    (venv / "bin").mkdir(parents=True, exist_ok=True)
    (venv / "bin" / "python").unlink(missing_ok=True)
    (venv / "bin" / "python").symlink_to(sys.executable)


def is_ready(checkout: Path, lock: str = "requirements-local.txt") -> bool:
    return environment._is_ready(checkout / ".venv", checkout / lock)


def test_an_installed_lock_is_not_installed_again(checkout):
    assert is_ready(checkout)


def test_a_changed_lock_is_installed(checkout):
    (checkout / "requirements-local.txt").write_text(LOCK.replace("3.13.0", "3.13.1"))

    assert not is_ready(checkout)


def test_a_moved_checkout_gets_a_new_environment(checkout, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "site"
    checkout.rename(elsewhere)

    assert not is_ready(elsewhere)


def test_an_environment_whose_python_went_away_is_made_anew(checkout):
    (checkout / ".venv" / "bin" / "python").unlink()
    assert not is_ready(checkout)

    (checkout / ".venv" / "bin" / "python").symlink_to("/nowhere/python3")
    assert not is_ready(checkout)


def test_an_interrupted_installation_begins_afresh(checkout, monkeypatch):
    made = []
    monkeypatch.setattr(environment, "_make", lambda venv, python: made.append(venv))

    def interrupt(python, lock):
        raise KeyboardInterrupt

    lock = checkout / "requirements-local.txt"
    lock.write_text(LOCK.replace("3.13.0", "3.13.1"))
    fill = environment._fill
    monkeypatch.setattr(environment, "_fill", interrupt)
    with pytest.raises(KeyboardInterrupt):
        environment.install(checkout / ".venv", lock, [sys.executable])
    assert made == []
    assert not is_ready(checkout)

    monkeypatch.setattr(environment, "_fill", fill)
    environment.install(checkout / ".venv", lock, [sys.executable])

    assert made == [checkout / ".venv"]
    assert is_ready(checkout)


def test_a_larger_lock_satisfies_the_smaller_one_too(checkout):
    larger = checkout / "requirements-test.txt"
    larger.write_text(f"{LOCK}pytest==9.2.0 \\\n    --hash=sha256:22\n")

    environment.install(checkout / ".venv", larger, [sys.executable])

    assert is_ready(checkout, larger.name)
    assert is_ready(checkout)


def test_a_lock_with_other_versions_does_not_count_as_installed(checkout):
    other = checkout / "requirements-test.txt"
    other.write_text(LOCK.replace("5.2.19", "6.1.0"))

    environment.install(checkout / ".venv", other, [sys.executable])

    assert not is_ready(checkout)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("ERROR: [Errno 28] No space left on device", DISK_FULL),
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError'\n"
            "ERROR: No matching distribution found for django==5.2.19",
            "No package index can be reached. Look at the network, or at pip's configuration.",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "A package is not the one that the lock pins (its hash differs).",
        ),
        (
            "ERROR: No matching distribution found for django==5.2.19",
            "The package index does not have a package that the lock pins.",
        ),
        ("ERROR: Something new.", "ERROR: Something new. pip's log is "),
    ],
)
def test_what_pip_complains_of_becomes_one_line(tmp_path, words, line):
    log = tmp_path / "pip.log"
    log.write_text(words)

    complaint = environment._complaint(log)

    assert complaint.startswith(line)
    assert "\n" not in complaint


def test_no_index_is_told_by_a_real_pip(tmp_path, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:1/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    for name in ("PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    lock = tmp_path / "requirements-local.txt"
    lock.write_text(f"no-such-package==1.0 --hash=sha256:{'0' * 64}\n")

    with pytest.raises(Failure, match="No package index can be reached") as failure:
        environment._fill(Path(sys.executable), lock)

    assert str(failure.value).endswith(f"pip's log is {tmp_path / 'pip.log'}")


def test_the_debian_package_that_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(environment, "facts", lambda python: ("3.11", False))

    with pytest.raises(Failure, match=r"apt-get install python3\.11-venv"):
        environment._first_usable(["/usr/bin/python3"])


def test_the_first_python_that_can_make_environments_is_taken(monkeypatch):
    known = {"shim": ("", False), "bare": ("3.13", False), "whole": ("3.12", True)}
    monkeypatch.setattr(environment, "facts", known.get)

    assert environment._first_usable(["shim", "bare", "whole"]) == "whole"


def test_an_old_python_hands_over_to_a_newer_one(monkeypatch):
    calls = []
    monkeypatch.setattr(sys, "version_info", (3, 6, 15))
    monkeypatch.setattr(bootstrap, "pythons", lambda: ["shim", "good"])
    monkeypatch.setattr(bootstrap, "is_new_enough", lambda python: python == "good")
    monkeypatch.setattr(os, "execv", lambda python, words: calls.append(python))

    bootstrap.main()

    assert calls[0] == "good"


def test_an_old_python_alone_says_what_is_needed(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 6, 15))
    monkeypatch.setattr(bootstrap, "pythons", list)

    assert bootstrap.main() == 1
    assert capsys.readouterr().err == (
        "Python 3.11 or newer is needed; this one is 3.6. Choose one: make PYTHON=python3.11 ...\n"
    )


def test_old_pythons_can_read_the_first_file(tmp_path):
    for python in old_pythons():
        answer = subprocess.run(
            [python, str(places.CHECKOUT / "deploy" / "bootstrap.py"), "run"],
            env={"PATH": str(tmp_path), "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
        )

        assert answer.returncode == 1
        assert answer.stderr.startswith("Python 3.11 or newer is needed; this one is ")
        assert answer.stderr.count("\n") == 1


def old_pythons() -> list[str]:
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    versions = ("2.7", "3.6", "3.8", "3.10")
    found = [str(path) for version in versions for path in pyenv.glob(f"{version}.*/bin/python")]
    return found or pytest.skip("there is no older Python here")
