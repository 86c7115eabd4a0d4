"""A stored mail as it goes out."""

import uuid
from email import message_from_bytes
from email.policy import default

from ccsis.mail.composing import compose
from ccsis.mail.models import Mail

LONG = "/my/" + "t" * 120 + "/stop/"


def on_the_wire(address="avery@example.org", links=None, **fields) -> bytes:
    values = {"subject": "A subject", "text": "Текст\n", "html": "<p>Текст</p>"} | fields
    return compose(Mail(message_id=uuid.uuid4(), **values), address, links or {}).as_bytes()


def test_each_byte_is_one_that_any_server_takes():
    assert on_the_wire(subject="Ստացված է", text="Текст, и ещё.\n" * 50).isascii()


def test_the_words_arrive_as_they_were():
    wire = on_the_wire(subject="Ստացված է " * 15 + ".", text="Текст, и ещё.\n" * 50)
    message = message_from_bytes(wire, policy=default)
    assert message["Subject"] == "Ստացված է " * 15 + "."
    assert message.get_body(("plain",)).get_content() == "Текст, и ещё.\r\n" * 50


def test_the_link_that_ends_mails_is_whole_however_long(settings):
    settings.SITE_URL = "https://example.org"
    lines = on_the_wire(unsubscribe="stop", links={"stop": LONG}).splitlines()
    assert f"List-Unsubscribe: <https://example.org{LONG}>".encode() in lines
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines


def test_without_its_link_no_mail_says_that_it_can_be_ended():
    assert b"List-Unsubscribe" not in on_the_wire(unsubscribe="stop")


def test_a_long_address_is_whole():
    address = f"{'a' * 64}@{'b' * 60}.example.org"
    assert message_from_bytes(on_the_wire(address), policy=default)["To"] == address


def test_a_domain_is_written_as_its_servers_know_it():
    assert b"To: a@xn--e1afmkfd.xn--p1ai\r\n" in on_the_wire("a@пример.рф")
