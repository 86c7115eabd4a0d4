"""Copies of this checkout, prepared once, in which the real supervisor is run."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from deploy import locks
from deploy.places import CHECKOUT
from tests.deploy.rehearsal import LONGEST_FIRST_START, Site

BOOTSTRAP = [sys.executable, "deploy/bootstrap.py", "run"]
# What the suite itself was given must not reach the copies.
OURS = (
    "DATABASE_URL",
    "DEVELOPMENT",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "VAR_DIR",
    "MAKELEVEL",
    "MAKEFLAGS",
)


def clean_environment() -> dict[str, str]:
    """An environment that says nothing but where the packages are."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in OURS and not name.startswith(("PYTEST_", "DJANGO_"))
    }
    return kept | {"CCSIS_VENV": sys.prefix}


@pytest.fixture
def room():
    """A folder that every user may pass, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="room-", dir="/tmp") as path:
        Path(path).chmod(0o755)
        yield Path(path)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """A copy with its database made and filled, shared by all workers of the run."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "prepared"
    with locks.held(shared.with_name("prepared.lock"), wait=True):
        if not (shared / "var" / "ready").exists():
            copy_checkout(shared)
            site = Site(shared, command=BOOTSTRAP, environment=clean_environment())
            try:
                site.start().wait_for_page(LONGEST_FIRST_START)
                forget_jobs(shared)
                assert site.stop() == 0
            finally:
                site.end()
            (shared / "var" / "ready").touch()
    return shared


def forget_jobs(folder: Path) -> None:
    """Or the worker of every copy would draw the demonstration's covers anew, and slow down all else."""
    lines = (folder / "var" / "local.env").read_text().splitlines()
    url = next(line for line in lines if line.startswith("DATABASE_URL=")).partition("=")[2]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("TRUNCATE procrastinate_jobs CASCADE")


def copy_checkout(target: Path) -> None:
    answer = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"],
        cwd=CHECKOUT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, os.fsdecode(answer.stdout).split("\0")):
        source = CHECKOUT / name
        if source.is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)


def copy_or_link(source: str, target: str) -> None:
    """Static files are many and never written again: the copies share them."""
    (os.link if "/var/static/" in source else shutil.copy2)(source, target)


@pytest.fixture
def make_site(room, prepared):
    """Makes sites in copies of their own, and ends them."""
    sites = []

    def make(folder: str = "site", *, command=BOOTSTRAP, port=None, **environment) -> Site:
        target = room / folder
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(prepared, target, symlinks=True, copy_function=copy_or_link)
        site = Site(
            target, command=command, port=port, environment=clean_environment() | environment
        )
        sites.append(site)
        return site

    yield make
    for site in reversed(sites):
        site.end()


@pytest.fixture
def site(make_site):
    return make_site()
