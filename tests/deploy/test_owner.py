"""Whose files are whose when root and an ordinary user take turns."""

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deploy import owner, places
from tests.deploy.conftest import clean_environment

SYSTEM_PYTHON = "/usr/bin/python3"
pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be several users")

PROBE = """
import os, sys
sys.path.insert(0, os.getcwd())
from deploy import owner
owner.become_owner()
print(os.getuid(), os.getgid(), os.environ["HOME"], os.environ["USER"])
"""


@pytest.fixture
def person():
    return pwd.getpwnam("games")


@pytest.fixture
def checkout(room):
    """The runner alone, in a checkout without an environment of its own."""
    shutil.copytree(places.CHECKOUT / "deploy", room / "site" / "deploy")
    return room / "site"


def give(folder: Path, account) -> None:
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)


def probe(checkout: Path) -> list[str]:
    answer = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=checkout,
        env=clean_environment() | {"HOME": "/its/home", "USER": "root"},
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.split()


def test_root_becomes_the_owner_of_the_checkout(checkout, person):
    give(checkout, person)

    words = probe(checkout)

    assert words == [str(person.pw_uid), str(person.pw_gid), person.pw_dir, person.pw_name]


def test_root_stays_root_in_a_checkout_of_its_own(checkout):
    assert probe(checkout) == ["0", "0", "/its/home", "root"]


def test_root_stays_root_where_the_owner_cannot_even_enter(checkout, person):
    give(checkout, person)
    checkout.parent.chmod(0o700)

    assert probe(checkout)[0] == "0"


def test_root_stays_root_for_an_owner_without_a_name(checkout):
    os.chown(checkout, 54321, 54321)

    assert probe(checkout)[0] == "0"


def test_root_gives_the_owner_what_is_his(checkout, person):
    give(checkout, person)
    (checkout / "var" / "media").mkdir(parents=True)
    (checkout / "var" / "media" / "a.jpg").touch()

    probe(checkout)

    assert (checkout / "var" / "media" / "a.jpg").stat().st_uid == person.pw_uid


def test_root_gives_away_nothing_beyond_a_symbolic_link(checkout, person, room):
    give(checkout, person)
    (room / "precious").mkdir()
    (room / "precious" / "file").touch()
    (checkout / "var").mkdir()
    (checkout / "var" / "link").symlink_to(room / "precious")
    (checkout / ".venv").symlink_to(room / "precious")

    probe(checkout)

    assert (room / "precious").stat().st_uid == 0
    assert (room / "precious" / "file").stat().st_uid == 0
    assert (checkout / "var" / "link").lstat().st_uid == person.pw_uid


def test_the_capability_that_docker_withholds_has_a_stand_in(monkeypatch):
    status = "Name:\tx\nCapPrm:\t{0:016x}\nCapBnd:\t{0:016x}\n"

    def with_capabilities(bits):
        monkeypatch.setattr(owner.Path, "read_text", lambda self: status.format(bits))
        return owner._capability()

    assert with_capabilities(0b110) == "dac_read_search"
    assert with_capabilities(0b010) == "dac_override"
    assert with_capabilities(0b001) is None
