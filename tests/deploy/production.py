"""Runs the README's commands for a server: only requirements.txt installed, nothing of development.

FOLDER/.venv/bin/python tests/deploy/production.py FOLDER PYTHON, where PYTHON has requirements.txt and `make run` has made FOLDER's environment before:
its PostgreSQL stands in for the office's server.
"""

import os
import re
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from deploy import postgres
from tests.deploy.rehearsal import free_port

HOST = "example.org"


def commands(folder: Path) -> list[list[str]]:
    """The lines of the README that begin with `python`, in their order."""
    readme = (folder / "README.md").read_text()
    return [line.split() for line in re.findall(r"^python (?:manage|-m gunicorn).*$", readme, re.M)]


def answer(port: int, path: str) -> tuple[int, str]:
    """Status and text, as a proxy in front would be answered."""
    headers = {"Host": HOST, "X-Forwarded-Proto": "https"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def wait_until_ready(port: int, process: subprocess.Popen) -> None:
    for _ in range(300):
        assert process.poll() is None, "the web server ended"
        try:
            if answer(port, "/readyz") == (200, "ready\n"):
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError("the web server gives no answer")


def prove(folder: Path, python: str) -> None:
    """Migrate, collect, serve, work and make an account, as the README says, and read a page."""
    port = free_port()
    with postgres.served(folder / "var" / "production", durable=False) as server:
        environment = {
            "PATH": os.environ["PATH"],
            "SECRET_KEY": secrets.token_urlsafe(48),
            "DATABASE_URL": server.url,
            "ALLOWED_HOSTS": HOST,
            "BEHIND_PROXY": "1",
            "BIND": f"127.0.0.1:{port}",
            "STATIC_ROOT": str(folder / "var" / "production" / "static"),
        }
        migrate, collect, web, work, account = ([python, *line[1:]] for line in commands(folder))
        # It would ask for these.
        environment |= {
            "DJANGO_SUPERUSER_USERNAME": "founder",
            "DJANGO_SUPERUSER_EMAIL": "founder@example.org",
            "DJANGO_SUPERUSER_PASSWORD": secrets.token_urlsafe(16),
        }
        for command in (migrate, collect, [*account, "--noinput"]):
            subprocess.run(
                command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL
            )
        running = [
            subprocess.Popen(command, cwd=folder, env=environment) for command in (web, work)
        ]
        try:
            wait_until_ready(port, running[0])
            status, page = answer(port, "/about/")
            assert (status, "<title>" in page) == (200, True), page[:500]
            time.sleep(2)
            assert running[1].poll() is None, "the worker ended"
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait(30)


if __name__ == "__main__":
    prove(Path(sys.argv[1]).resolve(), sys.argv[2])
    sys.stdout.write("The README's commands for a server work with requirements.txt alone.\n")
