"""A real mail server on this machine that fails in each way in which mail servers do."""

import asyncio
import ssl
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

from ccsis.lib.mailservers import SMTPServer

HOST = "127.0.0.1"
#: Seconds: for a server that hangs, and for one that answers, on however busy a machine.
SHORT, LONG = 0.15, 20

#: What a mode answers to RCPT or DATA; servers quote the address, and sometimes the text.
REFUSALS = {
    "RCPT 450": "450 4.2.0 <{address}> greylisted, subject {subject}",
    "RCPT 550": "550 5.1.1 <{address}> unknown, subject {subject}",
    "DATA 451": "451 4.3.0 <{address}> later, subject {subject}",
    "DATA 554": "554 5.7.1 <{address}> refused, subject {subject}",
}
#: Ways to fail that are worth another try.
TEMPORARY = ["away", "RCPT 450", "DATA 451", "hang", "drop", "hang after DATA", "drop after DATA"]
FINAL = ["RCPT 550", "DATA 554"]


class Sink:
    """Takes what `ccsis.mail` sends, or does what `mode` says; `taken` are the messages that it has.

    Used as the setting MAIL_SERVER, and started and stopped as a context.
    """

    def __init__(self, mode: str = "accept", **options):
        self.mode, self.taken, self.addresses, self.calls = mode, [], [], 0
        #: In the mode "meet", as many mails as this wait for each other.
        self.meeting = asyncio.Barrier(4)
        self.controller = Anywhere(self, hostname=HOST, port=0, **options)

    def __enter__(self) -> "Sink":
        self.controller.start()
        return self

    def __exit__(self, *_) -> None:
        self.controller.stop()

    def send(self, message: EmailMessage) -> None:
        self.calls += 1
        self.server().send(message)

    def server(self, **options) -> SMTPServer:
        """It as the product knows it."""
        timeout = SHORT if self.mode.startswith("hang") else LONG
        # Nobody is at port 1.
        port = 1 if self.mode == "away" else self.controller.port
        return SMTPServer(options.pop("host", HOST), port, timeout=timeout, **options)

    @property
    def url(self) -> str:
        """As EMAIL_URL says it."""
        return f"smtp://{HOST}:{self.controller.port}"

    @property
    def texts(self) -> list[str]:
        """Of the messages, without differences of line ends."""
        return [plain(message) for message in self.taken]

    @property
    def ids(self) -> list[str]:
        return [message["Message-ID"] for message in self.taken]

    async def handle_RCPT(self, server, session, envelope, address, options):
        await self._misbehave(server, "")
        if self.mode.startswith("RCPT"):
            return self._refusal(address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.mode.startswith("DATA"):
            return self._refusal(envelope.rcpt_tos[0])
        self.taken.append(message_from_bytes(envelope.original_content, policy=default))
        self.addresses += envelope.rcpt_tos
        if self.mode == "meet":
            await self.meeting.wait()
        await self._misbehave(server, " after DATA")
        return "250 OK"

    async def _misbehave(self, server: SMTP, moment: str) -> None:
        if self.mode == f"drop{moment}":
            server.transport.abort()
        if self.mode in (f"hang{moment}", f"drop{moment}"):
            # Ended when the other side has gone.
            await asyncio.Event().wait()

    def _refusal(self, address: str) -> str:
        return REFUSALS[self.mode].format(address=address, subject="A made-up secret")


class Anywhere(Controller):
    """At a port that is free."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def plain(message: EmailMessage) -> str:
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")


def certificate(folder: Path, name: str = "localhost") -> tuple[Path, ssl.SSLContext]:
    """One that nobody has signed but itself, as a PEM file and for a server."""
    key, now = ec.generate_private_key(ec.SECP256R1()), timezone.now()
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    signed = (
        x509.CertificateBuilder(subject, subject, key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / f"{name}.pem"
    pem.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    private = folder / f"{name}.key"
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, private)
    return pem, context
