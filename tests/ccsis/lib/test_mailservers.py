"""Handing a mail over to servers that do strange things, each over a real connection."""

import socket
import threading
from contextlib import contextmanager, suppress
from email.message import EmailMessage

import pytest

from ccsis.lib.mailservers import SMTPServer, Undelivered

TO_DATA = (b"220 x", b"250 x", b"250 x", b"250 x", b"354 x")


@contextmanager
def server(*answers, **options):
    """Gives these answers one after the other, one of them after the text; then is silent."""
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve, args=(listener, answers, done))
        thread.start()
        yield SMTPServer("127.0.0.1", listener.getsockname()[1], timeout=0.3, **options)
        done.set()
        thread.join()


def _serve(listener, answers, done):
    connection, _ = listener.accept()
    with suppress(ConnectionError), connection, connection.makefile("rb") as lines:
        for answer in answers:
            connection.sendall(answer + b"\r\n")
            while lines.readline() not in (b".\r\n", b"") and answer.startswith(b"354"):
                pass
        done.wait(5)


def send(to):
    message = EmailMessage()
    message["From"], message["To"] = "office@example.org", "avery@example.org"
    message.set_content("Text")
    to.send(message)


def refusal(*answers, **options):
    with server(*answers, **options) as to, pytest.raises(Undelivered) as undelivered:
        send(to)
    return undelivered.value.code, undelivered.value.is_final


@pytest.mark.parametrize("goodbye", [[], [b"221 bye"], [b"421 busy"], [b"nonsense"]])
def test_what_is_said_after_a_mail_was_taken_does_not_count(goodbye):
    with server(*TO_DATA, b"250 taken", *goodbye) as to:
        assert send(to) is None


@pytest.mark.parametrize("steps", [0, 1, 2, 3, 5])
def test_silence_is_told_from_a_server_that_is_away(steps):
    assert refusal(*TO_DATA[:steps]) == ("no-answer", False)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([*TO_DATA[:3], b"550 who"], ("smtp-550", True)),
        ([*TO_DATA[:3], b"450 later"], ("smtp-450", False)),
        ([*TO_DATA[:2], b"550 not you"], ("sender-550", False)),
        ([*TO_DATA, b"554 spam"], ("smtp-554", True)),
        ([*TO_DATA, b"451 later"], ("smtp-451", False)),
        ([b"554 not you"], ("sender-554", False)),
        ([b"HTTP/1.1 400 \xff"], ("no-connection", False)),
    ],
)
def test_only_what_is_said_of_the_recipient_or_the_mail_is_final(answers, expected):
    assert refusal(*answers, b"250 reset") == expected


def test_a_wrong_password_is_told_as_such():
    greeting = (b"220 x", b"250-x\r\n250 AUTH PLAIN", b"535 no")
    assert refusal(*greeting, user="user", password="secret") == ("login", False)


@pytest.mark.parametrize("options", [{"starttls": True}, {"user": "user", "password": "secret"}])
def test_what_the_server_does_not_offer_is_not_done_without(options):
    assert refusal(b"220 x", b"250 x", **options) == ("not-offered", False)


def test_nobody_at_the_door_is_told_as_such():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Undelivered) as undelivered:
        send(SMTPServer("127.0.0.1", port, timeout=0.3))
    assert undelivered.value.code == "no-connection"
