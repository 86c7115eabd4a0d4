"""What the environment says of mails."""

import pytest

from ccsis.lib.environment import MAIL_FORM, mail_address, mail_server, site_url
from ccsis.lib.mailservers import SMTPServer


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtps://u:p@mail.example", SMTPServer("mail.example", 465, "u", "p", tls=True)),
        ("smtps://mail.example:2465/", SMTPServer("mail.example", 2465, tls=True)),
        ("smtp://mail.example:25", SMTPServer("mail.example", 25)),
        ("smtp://[::1]", SMTPServer("::1", 587)),
        ("smtp://u:p@localhost:25", SMTPServer("localhost", 25, "u", "p")),
        (
            "smtp://a%40b:p%23%20w@mail.example?starttls",
            SMTPServer("mail.example", 587, "a@b", "p# w", starttls=True),
        ),
    ],
)
def test_a_mail_server_is_read(monkeypatch, url, server):
    monkeypatch.setenv("A_SERVER", url)
    assert mail_server("A_SERVER") == server


def test_without_an_address_there_is_no_mail_server(monkeypatch):
    monkeypatch.delenv("A_SERVER", raising=False)
    assert mail_server("A_SERVER") is None


@pytest.mark.parametrize(
    "url",
    [
        "smtp://u:secret@mail.example",
        "smtps://u:secret@mail.example?starttls",
        "smtps://u:secret@mail.example?tls",
        "smtps://u:secret@mail.example/path",
        "smtps://u:secret@mail.example:0",
        "smtps://u:secret@mail.example:99999",
        "smtps://u:secret/w@mail.example",
        "smtps://u:secret?w@mail.example",
        "smtps://u:secret#w@mail.example",
        "smtps://u:secret[w@mail.example",
        "smtps://u:secret@w@mail.example",
        "smtps://u:secret%w@mail.example",
        "smtps://u:secret w@mail.example",
        "smtps://u:secret%0d%0aw@mail.example",
        "smtps://u:secret%D0%BF@mail.example",
        "smtps://secret@mail.example",
        "smtps://:secret@mail.example",
        "smtps://u:secret@mail..example",
        "smtps://u:secret@",
        "https://u:secret@mail.example",
        "secret",
    ],
)
def test_another_address_is_refused_and_not_quoted(monkeypatch, url):
    monkeypatch.setenv("A_SERVER", url)
    with pytest.raises(SystemExit) as refusal:
        mail_server("A_SERVER")
    assert str(refusal.value) == f"A_SERVER {MAIL_FORM}"


def test_a_mail_server_is_shown_without_its_password():
    assert "secret" not in repr(SMTPServer("mail.example", 465, "u", "secret"))


@pytest.mark.parametrize(
    "text",
    ["The Office <office@example.org>", "office", "office@", "офис@example.org", "a@b\r\nBcc: c@d"],
)
def test_a_sender_that_is_no_bare_address_is_refused(monkeypatch, text):
    monkeypatch.setenv("A_SENDER", text)
    with pytest.raises(SystemExit) as refusal:
        mail_address("A_SENDER", "office@example.org")
    expected = "A_SENDER has to be an address alone, such as office@example.org"
    assert str(refusal.value) == expected


def test_the_sender_is_the_office_unless_another_is_set(monkeypatch):
    monkeypatch.delenv("A_SENDER", raising=False)
    assert mail_address("A_SENDER", "office@example.org") == "office@example.org"
    monkeypatch.setenv("A_SENDER", " desk@example.org ")
    assert mail_address("A_SENDER", "office@example.org") == "desk@example.org"


@pytest.mark.parametrize(
    ("given", "hosts", "expected"),
    [
        ("https://example.org/", [], "https://example.org"),
        (
            "",
            ["*", ".example.org", "127.0.0.1", "[::1]", "www.example.org"],
            "https://www.example.org",
        ),
        ("", ["*"], "https://thecaucasuscenter.org"),
    ],
)
def test_links_in_mails_begin_with_the_site(monkeypatch, given, hosts, expected):
    monkeypatch.setenv("A_SITE", given)
    assert site_url("A_SITE", hosts, development=False) == expected


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "ftp://example.org",
        "https://",
        "https://user:secret@example.org",
        "https://example.org/path",
        "https://example.org?query",
        "https://exa mple.org",
        "https://example.org:99999",
        "https://[example.org",
    ],
)
def test_another_site_is_refused(monkeypatch, url):
    monkeypatch.setenv("A_SITE", url)
    with pytest.raises(SystemExit) as refusal:
        site_url("A_SITE", [], development=False)
    assert str(refusal.value) == "A_SITE has to be an address such as https://example.org"


def test_in_development_links_lead_to_this_machine(monkeypatch):
    monkeypatch.delenv("A_SITE", raising=False)
    monkeypatch.setenv("PORT", "8001")
    assert site_url("A_SITE", ["testserver"], development=True) == "http://localhost:8001"
