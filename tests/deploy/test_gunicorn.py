"""What the web server itself writes down."""

import socket
import subprocess
import sys
import time

import pytest

from deploy.places import CHECKOUT
from tests.deploy.conftest import clean_environment
from tests.deploy.rehearsal import free_port

SERVER = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.py"]
# The standard library's small application: nothing of ours, no database.
SERVER += ["wsgiref.simple_server:demo_app"]


def ask(port: int, request: bytes) -> bytes:
    deadline = time.monotonic() + 20
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
                connection.sendall(request)
                return connection.recv(100)
        except ConnectionRefusedError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


@pytest.fixture
def log(tmp_path):
    """What is written while a request comes that cannot be read."""
    port = free_port()
    environment = clean_environment() | {"BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "1"}
    path = tmp_path / "log"
    with path.open("w") as file:
        process = subprocess.Popen(SERVER, cwd=CHECKOUT, env=environment, stdout=file, stderr=file)
    try:
        request = b"GET /my/s3cret/\x00?q=an illness HTTP/1.1\r\n\r\n"
        assert ask(port, request).startswith(b"HTTP/1.1 400 ")
    finally:
        process.terminate()
        process.wait(20)
    return path.read_text().splitlines()


def test_an_unreadable_request_is_told_without_address_and_words(log):
    [line] = [line for line in log if "WARNING" in line]

    assert line.endswith(" WARNING gunicorn.error: Invalid request: Invalid HTTP request line")


def test_other_messages_of_the_server_are_kept(log):
    assert [line for line in log if "INFO gunicorn.error: Starting gunicorn" in line]
    assert [line for line in log if "INFO gunicorn.error: Listening at: http://127.0.0.1:" in line]
