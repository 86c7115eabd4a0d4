"""Starts the site as a person would, looks at its first page, stops it, and looks for anything left behind.

The tests use it on copies of the checkout, CI on a fresh clone:

    python3 tests/deploy/rehearsal.py FOLDER [--readme]

With --readme, the commands that the README gives for a second terminal are run as well.
"""

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

LONGEST_FIRST_START = 600


class Site:
    """A copy of the site in a folder, run on a port of its own."""

    def __init__(self, folder: Path, *, command=None, environment=None, port: int | None = None):
        self.folder = folder.resolve()
        self.port = port or free_port()
        self.address = f"http://localhost:{self.port}"
        self.command = command or ["make", "run"]
        # All that is started here inherits this, and is known by it.
        self.mark = f"REHEARSAL={secrets.token_hex(8)}"
        self.environment = (environment or dict(os.environ)) | {"PORT": str(self.port)}
        self.environment |= [self.mark.split("=")]
        self.process: subprocess.Popen | None = None
        self.words = tempfile.TemporaryFile("w+")  # noqa: SIM115 (lives as long as the site)

    def start(self, **options) -> "Site":
        options = {"stdout": self.words, "stderr": subprocess.STDOUT, **options}
        self.process = subprocess.Popen(
            self.command,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            **options,
        )
        return self

    def output(self) -> str:
        self.words.seek(0)
        return self.words.read()

    def wait_for_page(self, seconds: float = 60) -> str:
        """The first page, once it is there and the address has been told."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            assert self.process.poll() is None, (
                f"ended with {self.process.returncode}: {self.output()}"
            )
            page = self.page()
            if page:
                return page
            time.sleep(0.05)
        raise AssertionError(f"no page after {seconds} s: {self.output()}")

    def page(self) -> str | None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=10) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, OSError):
            return None

    def stop(self, number: int = signal.SIGINT) -> int:
        """Send the signal to the foreground processes, as a terminal does; returns the exit status."""
        os.killpg(self.process.pid, number)
        return self.process.wait(60)

    def end(self) -> None:
        """Whatever happened, leave nothing of this site running."""
        if self.process and self.process.poll() is None:
            self.stop(signal.SIGTERM)
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)
        self.words.close()

    def processes(self) -> list[int]:
        """Everything that was started for this site, PostgreSQL included."""
        return [int(path.name) for path in Path("/proc").glob("[0-9]*") if self._holds(path)]

    def _holds(self, process: Path) -> bool:
        try:
            program, place = os.readlink(process / "exe"), Path(os.readlink(process / "cwd"))
            words = (process / "environ").read_bytes().split(b"\0")
        except OSError:
            return False
        is_our_server = program.endswith("/postgres") and self.folder in place.parents
        return is_our_server or self.mark.encode() in words

    def wait_until_gone(self, seconds: float = 10) -> None:
        deadline = time.monotonic() + seconds
        while self.processes():
            assert time.monotonic() < deadline, f"still running: {self.processes()}"
            time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def socket_folders() -> set[Path]:
    return set(Path("/tmp").glob("ccsis-*"))


def second_terminal(folder: Path) -> None:
    """Run the README's commands of a second terminal, on a small made-up export."""
    readme = (folder / "README.md").read_text()
    lines = re.findall(r"^\.venv/bin/python manage\.py .*$", readme, re.MULTILINE)
    # The demonstration is refused once an archive is there, so its own commands come first.
    lines.sort(key=lambda line: "import_wordpress" in line or "--remove" in line)
    sample = "tests/deploy/sample/"
    for line in lines:
        command = line.replace("export.xml", f"{sample}export.xml")
        command = command.replace("--media uploads", f"--media {sample}uploads")
        sys.stdout.write(f"$ {command}\n")
        subprocess.run(command.split(), cwd=folder, check=True, stdout=subprocess.DEVNULL)


def rehearse(folder: Path, *, with_readme: bool = False) -> None:
    """Twice from start to stop; prints how long each start took, which is for people to judge."""
    before = socket_folders()
    for name in ("first", "second"):
        site = Site(folder)
        began = time.monotonic()
        try:
            page = site.start().wait_for_page(LONGEST_FIRST_START)
            seconds = time.monotonic() - began
            assert "<title>" in page, f"the first page is no page: {page[:500]}"
            time.sleep(1)
            assert site.address in site.output(), f"no address was told: {site.output()}"
            if with_readme and name == "first":
                second_terminal(folder)
                assert "A made-up piece from the archive" in site.page()
            site.stop()
            site.wait_until_gone()
        finally:
            site.end()
        sys.stdout.write(f"{name} start: {seconds:.1f} s to the first page\n")
    assert socket_folders() <= before, f"left behind: {socket_folders() - before}"


if __name__ == "__main__":
    rehearse(Path(sys.argv[1]), with_readme="--readme" in sys.argv[2:])
