"""Mail over TLS: to a server that is not the one it should be, nothing is said."""

from email.message import EmailMessage

import pytest

from ccsis.lib.mailservers import Undelivered
from tests.smtp import Sink, certificate

WAYS = ["tls", "starttls"]


def sink(way, context) -> Sink:
    if way == "tls":
        return Sink(ssl_context=context)
    return Sink(tls_context=context, require_starttls=True)


def send(to: Sink, **options) -> None:
    message = EmailMessage()
    message["From"], message["To"] = "office@example.org", "avery@example.org"
    message.set_content("Text\n")
    to.server(**options).send(message)


def trust(monkeypatch, pem) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))


@pytest.mark.parametrize("way", WAYS)
def test_a_server_with_a_trusted_certificate_gets_the_mail(monkeypatch, tmp_path, way):
    pem, context = certificate(tmp_path)
    trust(monkeypatch, pem)
    with sink(way, context) as to:
        send(to, host="localhost", **{way: True})
        assert to.texts == ["Text\n"]


@pytest.mark.parametrize("way", WAYS)
def test_a_server_with_an_untrusted_certificate_gets_nothing(tmp_path, way):
    _, context = certificate(tmp_path)
    with sink(way, context) as to, pytest.raises(Undelivered) as undelivered:
        send(to, host="localhost", user="user", password="secret", **{way: True})
    assert (undelivered.value.code, undelivered.value.is_final, to.taken) == ("tls", False, [])


@pytest.mark.parametrize("way", WAYS)
def test_a_server_with_the_certificate_of_another_gets_nothing(monkeypatch, tmp_path, way):
    pem, context = certificate(tmp_path, "mail.example.org")
    trust(monkeypatch, pem)
    with sink(way, context) as to, pytest.raises(Undelivered) as undelivered:
        send(to, host="localhost", **{way: True})
    assert (undelivered.value.code, to.taken) == ("tls", [])
